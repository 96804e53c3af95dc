namespace DbaPS.Restores;

/// <summary>One step of a restore, as planned and, once run, with what it took.</summary>
/// <param name="Kind">What is done: <c>role</c>, <c>database</c>, <c>schema</c>, <c>data</c>, <c>index</c>, <c>swap</c> …</param>
/// <param name="Object">What it is done to.</param>
public sealed record RestoreStep(string Kind, string Object)
{
    /// <summary>The exact SQL without secrets; null where no SQL runs.</summary>
    public string? Sql { get; init; }

    /// <summary>Bytes of the backup's files that it reads; null where it reads none.</summary>
    public long? Bytes { get; init; }

    public long? Rows { get; init; }

    /// <summary>What the user should know of it, e.g. that a view is recomputed; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Null until it has run.</summary>
    public TimeSpan? Duration { get; init; }

    public override string ToString() => $"{Kind} {Object}";
}
