namespace DbaPS.MySql.Drivers;

/// <summary>
/// Rows for LOAD DATA LOCAL: text in the statement's default form (fields end in tabs, rows in line feeds, a backslash
/// escapes, <c>\N</c> is NULL).
/// </summary>
/// <param name="Table">The table's name, quoted.</param>
/// <param name="Columns">A quoted column or a user variable for each field.</param>
/// <param name="Expressions">Assignments for the columns whose fields went into variables.</param>
/// <param name="Content">The bytes; the driver disposes of it.</param>
public sealed record MySqlLoad(string Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Expressions, Stream Content)
{
    /// <summary>What the bytes are in; <c>binary</c> where each column takes them as they are.</summary>
    public string CharacterSet { get; init; } = "utf8mb4";
}
