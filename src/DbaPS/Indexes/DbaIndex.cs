using DbaPS.Engines;

namespace DbaPS.Indexes;

/// <summary>An index with its definition, size and use.</summary>
public sealed record DbaIndex : DbaObject
{
    public DbaIndex(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string Schema { get; init; }

    public required string Table { get; init; }

    public required string Index { get; init; }

    /// <summary>Its key columns or expressions as the engine writes them, with direction and the like where not the default.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Columns it carries besides the key.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The predicate of a partial index.</summary>
    public string? Where { get; init; }

    public required string Method { get; init; }

    public required bool IsUnique { get; init; }

    public required bool IsPrimary { get; init; }

    /// <summary>True when a constraint owns it.</summary>
    public required bool IsConstraint { get; init; }

    /// <summary>False for what an interrupted online build left behind.</summary>
    public required bool IsValid { get; init; }

    /// <summary>False for one that queries don't use because somebody hid it (INVISIBLE, IGNORED); writes still maintain it.</summary>
    public bool IsVisible { get; init; } = true;

    public long? SizeBytes { get; init; }

    /// <summary>
    /// Bytes a rebuild would give back; null when unknown. On PostgreSQL an estimate for B-trees from the planner's statistics, not a
    /// measurement: usually within a tenth of the index's size; further off where the lengths of texts or the numbers of duplicates vary
    /// much. Null there for other methods, without statistics (ANALYZE), with stale ones (more than a fifth of the rows changed since) and
    /// for columns the login may not read.
    /// </summary>
    public long? BloatBytes { get; init; }

    /// <summary>Scans since <see cref="StatsSince"/>.</summary>
    public long? Scans { get; init; }

    /// <summary>UTC; null when unknown.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Rows written to its table since <see cref="StatsSince"/>.</summary>
    public long? Writes { get; init; }

    public double? ReadsPerWrite => Scans is { } scans && Writes is > 0 ? (double)scans / Writes.Value : null;

    /// <summary>Since when the counters count, UTC.</summary>
    public DateTimeOffset? StatsSince { get; init; }

    /// <summary>The statement that makes it.</summary>
    public required string CreateSql { get; init; }
}
