using DbaPS.Engines;

namespace DbaPS.Databases;

/// <summary>A database of a server. <see cref="DbaObject.Database"/> is its name too, so it binds to later cmdlets.</summary>
public sealed record DbaDatabase : DbaObject
{
    public DbaDatabase(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string Name { get; init; }

    public string? Owner { get; init; }

    /// <summary>Bytes on disk; null where the login may not see it.</summary>
    public long? SizeBytes { get; init; }

    /// <summary><c>Online</c>, <c>NoConnections</c>, <c>Template</c> …</summary>
    public required string State { get; init; }

    public string? Encoding { get; init; }

    public string? Collation { get; init; }

    /// <summary>How far back recovery can go: <c>Full</c> with archived log, <c>Simple</c> without.</summary>
    public string? RecoveryModel { get; init; }

    /// <summary>End of the newest backup that DbaPS knows of, UTC.</summary>
    public DateTimeOffset? LastBackup { get; init; }

    /// <summary>UTC; null where the engine keeps no creation time.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Sessions in it now.</summary>
    public long? Connections { get; init; }
}
