using DbaPS.Connections;
using DbaPS.Engines;

namespace DbaPS.Backups;

/// <summary>A backup, whether taken now, listed from the history or read from a folder.</summary>
public sealed record DbaBackup : DbaObject
{
    public DbaBackup(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string BackupId { get; init; }

    /// <summary><c>Complete</c>, <c>Partial</c> (interrupted: no use but to be removed) or <c>WhatIf</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>Full</c>.</summary>
    public required string Type { get; init; }

    /// <summary>One of <see cref="BackupMethods"/>.</summary>
    public required string Method { get; init; }

    public required string Tool { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>UTC; null for a partial one.</summary>
    public DateTimeOffset? End { get; init; }

    public TimeSpan? Duration => End - Start;

    /// <summary>Bytes on disk.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Bytes before compression.</summary>
    public long? RawBytes { get; init; }

    public string? FromPosition { get; init; }

    public string? ToPosition { get; init; }

    public string? ParentId { get; init; }

    public string? Timeline { get; init; }

    /// <summary>The backup's folder.</summary>
    public required string Path { get; init; }

    /// <summary>Its files, below <see cref="Path"/>.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Its files that lie with the server, as the server calls them.</summary>
    public IReadOnlyList<string> ServerFiles { get; init; } = [];

    public int Tables { get; init; }

    public long Rows { get; init; }

    public bool Encrypted { get; init; }

    /// <summary>The id of the key it is encrypted with; null without one.</summary>
    public string? KeyId { get; init; }

    /// <summary>Whether the newest Test-DbaBackup passed; null when it was never tested.</summary>
    public bool? Verified { get; init; }

    /// <summary>When that was, UTC.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    public string? RetentionClass { get; init; }

    /// <summary>UTC; null for ever.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What is missing from it although it should be in, one line each.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The manifest's path.</summary>
    public string? Manifest { get; init; }

    /// <summary>The backup with how long its server's profile wants it kept; null says nothing.</summary>
    internal DbaBackup KeptFor(TimeSpan? retention) => retention is not { } span || RetentionClass is not null
        ? this
        : this with { RetentionClass = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.TotalDays:0.##}d"), ExpiresAt = End + span };

    /// <summary>The object for a manifest.</summary>
    /// <param name="server">The session's reference for a backup just taken; null for one read from disk.</param>
    public static DbaBackup From(BackupManifest manifest, string folder, ServerReference? server = null)
    {
        var origin = new ObjectOrigin(new EngineId(manifest.Engine), ServerVersion.Parse(manifest.ServerVersion),
            server ?? new ServerReference(manifest.Server, Guid.Empty), manifest.Database, DateTimeOffset.UtcNow);
        return new DbaBackup(origin)
        {
            BackupId = manifest.BackupId.ToString(),
            Status = "Complete",
            Type = manifest.Type,
            Method = manifest.Method,
            Tool = $"{manifest.Tool} {manifest.ToolVersion}",
            Start = manifest.Start,
            End = manifest.End,
            SizeBytes = manifest.Files.Sum(f => f.Size) + manifest.ServerFiles.Sum(f => f.Size ?? 0),
            RawBytes = manifest.Files.Sum(f => f.RawSize),
            FromPosition = manifest.FromPosition,
            ToPosition = manifest.ToPosition,
            ParentId = manifest.ParentId?.ToString(),
            Timeline = manifest.Timeline,
            Path = folder,
            Files = [.. manifest.Files.Select(f => f.Path)],
            ServerFiles = [.. manifest.ServerFiles.Select(f => f.Path)],
            Tables = manifest.Tables.Count,
            Rows = manifest.Tables.Sum(t => t.Rows),
            Missing = [.. manifest.Omitted.Where(o => !o.Asked).Select(o => $"{o.Kind} {o.Name}: {o.Reason}")],
            Manifest = System.IO.Path.Combine(folder, BackupManifest.FileName),
        };
    }
}
