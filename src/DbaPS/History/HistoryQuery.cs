namespace DbaPS.History;

/// <summary>Which entries to read; null is any.</summary>
public sealed record HistoryQuery(string Kind)
{
    public string? Server { get; init; }

    public string? Database { get; init; }

    /// <summary>Not before this, UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Not after this, UTC.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Newest first; otherwise oldest first.</summary>
    public bool Newest { get; init; }

    /// <summary>At the most so many.</summary>
    public int Limit { get; init; } = int.MaxValue;
}
