namespace DbaPS.Cli.Output;

/// <summary>One column of a table, or one line of a list.</summary>
/// <param name="Property">The property it shows.</param>
/// <param name="Label">Its heading.</param>
internal sealed record ViewColumn(string Property, string Label, bool RightAligned);
