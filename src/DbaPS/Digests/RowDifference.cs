namespace DbaPS.Digests;

/// <summary>A key whose rows are not those expected.</summary>
/// <param name="Kind">In what way.</param>
/// <param name="Key">The key's values as text (the row's, in a table without a key), shortened when long.</param>
/// <param name="Count">How many rows.</param>
public sealed record RowDifference(RowDifferenceKind Kind, string Key, long Count);
