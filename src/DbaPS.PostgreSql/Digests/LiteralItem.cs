namespace DbaPS.PostgreSql.Digests;

/// <summary>Where an element stands in the text of an array, a composite or a range.</summary>
/// <param name="Escaped">True where its text has backslashes or doubled quotes.</param>
internal readonly record struct LiteralItem(int Start, int Length, bool Escaped, bool IsNull);
