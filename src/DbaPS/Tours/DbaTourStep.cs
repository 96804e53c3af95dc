using DbaPS.Engines;

namespace DbaPS.Tours;

/// <summary>One step of the tour: what ran and what came out.</summary>
public sealed record DbaTourStep : DbaObject
{
    public DbaTourStep(ObjectOrigin origin)
        : base(origin)
    {
    }

    /// <summary>Its place in the tour, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it was about.</summary>
    public required string Step { get; init; }

    /// <summary>The cmdlet that did it; null where the tour itself did.</summary>
    public string? Cmdlet { get; init; }

    /// <summary>What came out, in one sentence.</summary>
    public required string Result { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The report's file, in the last step.</summary>
    public string? Report { get; init; }
}
