namespace DbaPS.SqlInvocation;

/// <summary>One column of a result.</summary>
/// <param name="Name">As the server gives it: possibly empty, possibly not the only one of its name.</param>
/// <param name="Cells">How its cells are read.</param>
public sealed record SqlColumn(string Name, CellReader Cells);
