namespace DbaPS.Indexes;

/// <summary>What an index is, as far as it matters for whether another one makes it needless.</summary>
public sealed record IndexShape
{
    public required string Index { get; init; }

    public required string Method { get; init; }

    public required IReadOnlyList<IndexKey> Keys { get; init; }

    /// <summary>Columns carried beside the key.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The predicate as the engine writes it; null for an index over all rows.</summary>
    public string? Where { get; init; }

    public bool IsUnique { get; init; }

    /// <summary>True when two nulls are equal to a unique index.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>False where uniqueness is held against only at the end of a transaction.</summary>
    public bool IsImmediate { get; init; } = true;

    /// <summary>False for what an interrupted online build left behind.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>True when something else needs it to exist: a constraint, replication.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>What the order of the keys means.</summary>
    public IndexOrder Order { get; init; }
}

/// <summary>What the order of an index's keys means to queries.</summary>
public enum IndexOrder
{
    /// <summary>Rows come out in the keys' order and directions, and the first keys can be used alone.</summary>
    Sorted,

    /// <summary>The first keys narrow the search most, directions mean nothing.</summary>
    Leading,

    /// <summary>Any key can be used alone.</summary>
    Any,

    /// <summary>All keys together or none.</summary>
    Whole,
}
