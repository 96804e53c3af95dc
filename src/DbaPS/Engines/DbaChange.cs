namespace DbaPS.Engines;

/// <summary>The base of what a changing operation returns, also when it only says what it would do.</summary>
public abstract record DbaChange : DbaObject
{
    protected DbaChange(ObjectOrigin origin)
        : base(origin)
    {
    }

    /// <summary>What was done, e.g. <c>CreateIndex</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The exact SQL; values known only at run time stand as named placeholders. Empty where no SQL runs.</summary>
    public required string Sql { get; init; }

    public required ChangeStatus Status { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset StartedAt { get; init; } = DateTimeOffset.UtcNow;

    public TimeSpan Duration { get; init; }

    /// <summary>The SQL that takes the change back; null where nothing can.</summary>
    public string? UndoSql { get; init; }
}

/// <summary>How a change ended.</summary>
public enum ChangeStatus
{
    Done,
    WhatIf,
    Declined,
    Failed,
}
