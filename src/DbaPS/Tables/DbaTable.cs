using DbaPS.Engines;

namespace DbaPS.Tables;

/// <summary>A table, partitioned table or materialized view.</summary>
public sealed record DbaTable : DbaObject
{
    public DbaTable(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>The same as <see cref="Name"/>, so that it binds to -Table.</summary>
    public string Table => Name;

    /// <summary><c>Table</c>, <c>PartitionedTable</c>, <c>Partition</c>, <c>MaterializedView</c>, <c>ForeignTable</c>, <c>VirtualTable</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The engine's estimate; null when it has none yet.</summary>
    public long? Rows { get; init; }

    public long? TableBytes { get; init; }

    public long? IndexBytes { get; init; }

    public required bool HasPrimaryKey { get; init; }

    public required bool Partitioned { get; init; }

    /// <summary>When its statistics were last refreshed, UTC.</summary>
    public DateTimeOffset? LastAnalyzed { get; init; }

    public string? Comment { get; init; }
}
