namespace DbaPS.PostgreSql.Indexes;

/// <summary>What the planner's statistics say of one column of an index.</summary>
/// <param name="Width">Bytes of a value on average.</param>
/// <param name="NullFraction">The part of the rows without a value, 0 to 1.</param>
/// <param name="DistinctValues">How many different values there are.</param>
/// <param name="Length">Bytes of every value; negative where they vary.</param>
/// <param name="Alignment">Bytes at whose multiples a value begins.</param>
internal sealed record BTreeColumn(double Width, double NullFraction, double DistinctValues, int Length, int Alignment);
