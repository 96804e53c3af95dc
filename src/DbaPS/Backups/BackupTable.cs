namespace DbaPS.Backups;

/// <summary>A table of a backup with what its rows must digest to.</summary>
public sealed record BackupTable
{
    /// <summary>Null where the engine has no schemas.</summary>
    public string? Schema { get; init; }

    public required string Name { get; init; }

    /// <summary><c>table</c>, <c>partition</c>, <c>partitioned</c>, <c>foreign</c>, <c>materialized-view</c>, <c>extension</c>, <c>virtual</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The columns whose data is in the backup, in the order in which each row has them. Generated columns are not among them.</summary>
    public IReadOnlyList<BackupColumn> Columns { get; init; } = [];

    /// <summary>The columns that choose a row's bucket in the digest, in the key's order; none without a primary key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>How the data is written: <c>binary</c> or <c>text</c> (the engine's bulk format), <c>file</c> (inside the engine's own file or the server's), <c>none</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The files with its rows, each whole in itself and loadable alone, in any order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The condition that chooses the rows, as SQL without the word WHERE; null for all rows.</summary>
    public string? Filter { get; init; }

    public long Rows { get; init; }

    /// <summary>Bytes it took on the server, for planning; null when unknown.</summary>
    public long? SizeBytes { get; init; }

    /// <summary><see cref="Digests.TableDigest.Serialize"/>; null where no rows are included.</summary>
    public string? Digest { get; init; }

    /// <summary>Why its rows can't be compared with the backup's: they changed while the server took it. Null where they can.</summary>
    public string? NotComparable { get; init; }

    /// <summary>Schema and name joined by a point, for people.</summary>
    public string DisplayName => Schema is null ? Name : $"{Schema}.{Name}";
}
