namespace DbaPS.Indexes;

/// <summary>One query's time without and with an index.</summary>
/// <param name="Query">Redacted.</param>
/// <param name="Fingerprint">The id of its shape.</param>
/// <param name="Before">The median without the index.</param>
/// <param name="After">The median with it.</param>
/// <param name="Rows">The rows it returned.</param>
public sealed record IndexMeasurement(string Query, string Fingerprint, TimeSpan Before, TimeSpan After, long Rows)
{
    /// <summary>The part of <see cref="Before"/> that was saved; negative is slower.</summary>
    public double? Benefit => Before > TimeSpan.Zero ? 1 - (After / Before) : null;

    public override string ToString() => FormattableString.Invariant($"{Before.TotalMilliseconds:0.###} ms → {After.TotalMilliseconds:0.###} ms: {Query}");
}
