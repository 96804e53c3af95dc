namespace DbaPS.Indexes;

/// <summary>What making an index comes to on a server as it is now.</summary>
public sealed record IndexPlan
{
    public required string Schema { get; init; }

    public required string Table { get; init; }

    public required string Index { get; init; }

    /// <summary>The statements in their order, each run by itself.</summary>
    public required IReadOnlyList<IndexStep> Steps { get; init; }

    /// <summary>The statements that take it back.</summary>
    public required IReadOnlyList<string> Undo { get; init; }

    /// <summary>A usable index that already serves the same; null when there is none.</summary>
    public string? CoveredBy { get; init; }

    /// <summary>A usable index that serves the same but holds all rows, where only some are wanted; null when there is none.</summary>
    public string? CoveredWithMoreRowsBy { get; init; }

    /// <summary>Usable indexes that the new one makes needless.</summary>
    public IReadOnlyList<string> Superseded { get; init; } = [];

    /// <summary>Invalid leftovers that the steps drop first.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    /// <summary>How long a step may wait for a lock.</summary>
    public TimeSpan LockTimeout { get; init; }

    /// <summary>The steps as one text.</summary>
    public string Sql => string.Join("\n", Steps.Select(s => $"{s.Sql};"));

    /// <summary>The undo as one text.</summary>
    public string UndoSql => string.Join("\n", Undo.Select(s => $"{s};"));
}
