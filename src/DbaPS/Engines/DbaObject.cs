using DbaPS.Connections;

namespace DbaPS.Engines;

/// <summary>The base of everything a cmdlet returns.</summary>
public abstract record DbaObject
{
    protected DbaObject(ObjectOrigin origin)
    {
        Engine = origin.Engine;
        ServerVersion = origin.ServerVersion;
        Server = origin.Server;
        Database = origin.Database;
        CollectedAt = origin.CollectedAt;
    }

    public EngineId Engine { get; init; }

    public ServerVersion ServerVersion { get; init; }

    /// <summary>Where it came from; piped on, it finds the session that made it.</summary>
    public ServerReference Server { get; init; }

    public string? Database { get; init; }

    /// <summary>When it was read, UTC.</summary>
    public DateTimeOffset CollectedAt { get; init; }
}
