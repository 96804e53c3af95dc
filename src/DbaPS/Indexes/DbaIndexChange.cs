using DbaPS.Engines;

namespace DbaPS.Indexes;

/// <summary>A new index, built or only planned, and what it did to the measured queries.</summary>
public sealed record DbaIndexChange : DbaChange
{
    public DbaIndexChange(ObjectOrigin origin)
        : base(origin)
    {
    }

    public required string Schema { get; init; }

    public required string Table { get; init; }

    public required string Index { get; init; }

    /// <summary>Bytes; null before it is built and where the engine does not tell.</summary>
    public long? Size { get; init; }

    /// <summary>True when queries can use it; null before it is built.</summary>
    public bool? Valid { get; init; }

    /// <summary>The sum of the measured queries' medians without the index; null when nothing was measured.</summary>
    public TimeSpan? Before { get; init; }

    /// <summary>The same with the index.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>The part of <see cref="Before"/> that was saved: 0.9 is ten times as fast; negative is slower.</summary>
    public double? MeasuredBenefit => Before is { } before && After is { } after && before > TimeSpan.Zero ? 1 - (after / before) : null;

    /// <summary>Each measured query by itself.</summary>
    public IReadOnlyList<IndexMeasurement> Measurements { get; init; } = [];

    /// <summary>Indexes that this one makes needless. They are left alone.</summary>
    public IReadOnlyList<string> Superseded { get; init; } = [];

    /// <summary>Invalid leftovers of interrupted builds that were dropped, or would be.</summary>
    public IReadOnlyList<string> Cleaned { get; init; } = [];

    /// <summary>True when it was dropped again because the measured queries did not get faster.</summary>
    public bool Reverted { get; init; }
}
