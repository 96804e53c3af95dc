using DbaPS.Digests;

namespace DbaPS.Restores;

/// <summary>One damage a restore test found.</summary>
/// <param name="Kind">What kind of damage.</param>
/// <param name="Object">The table, object or file it concerns.</param>
/// <param name="Message">What is wrong with it, in one sentence.</param>
public sealed record RestoreFinding(RestoreFindingKind Kind, string Object, string Message)
{
    /// <summary>The rows concerned, where they are known; at the most 100.</summary>
    public IReadOnlyList<RowDifference> Rows { get; init; } = [];

    public override string ToString() => $"{Kind} {Object}: {Message}";
}
