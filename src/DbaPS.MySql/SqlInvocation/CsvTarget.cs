using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>The table a file is loaded into, and its columns in the file's order.</summary>
/// <param name="Text">As the user wrote the table's name.</param>
/// <param name="Table">Quoted.</param>
internal sealed record CsvTarget(string Text, string Table, IReadOnlyList<CsvColumn> Columns)
{
    /// <exception cref="DbaException">No such table or column, or a table that can't take back what was loaded.</exception>
    public static async Task<CsvTarget> FindAsync(MySqlSession session, string text, IReadOnlyList<string>? header, CancellationToken cancellationToken)
    {
        var name = TableName.Parse(text);
        var database = name.Schema ?? session.RequiredDatabase;
        var known = new List<(CsvColumn Column, bool Transactional)>();
        var parameters = new Dictionary<string, object?> { ["database"] = database, ["table"] = name.Name };
        await foreach (var column in session.ReadAsync(
            SqlScript.Load<CsvTarget>("SqlInvocation/TableColumns.sql"), row => (new CsvColumn(row.Text("name"), row.Text("type").ToLowerInvariant()), row.Boolean("transactional")), parameters, cancellationToken))
        {
            known.Add(column);
        }
        if (known.Count == 0)
        {
            throw new DbaException(DbaErrors.ObjectMissing("table", text, database));
        }
        if (!known[0].Transactional)
        {
            throw new DbaException(DbaErrors.Declined($"Loading {text}", session.Product, "its storage engine has no transactions, so a failure in the middle would leave a part of the rows.",
                "Load into a copy of the table with ENGINE=InnoDB, and insert from there."));
        }
        if (header is null)
        {
            throw new DbaException(DbaErrors.CsvEmpty(text));
        }
        var columns = TableName.Match(header, [.. known.Select(k => k.Column.Name)], text);
        return new CsvTarget(text, MySqlNames.Quote(database, name.Name), [.. columns.Select(c => known.Find(k => k.Column.Name == c).Column)]);
    }
}

/// <summary>A column of the table.</summary>
/// <param name="Type">MySQL's data type, lower case, without its length.</param>
internal sealed record CsvColumn(string Name, string Type)
{
    /// <summary>Its values are bytes: <c>\x</c> and hexadecimal digits in a file.</summary>
    public bool IsBinary => Type is "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob"
        or "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection" or "vector";

    public bool IsBit => Type == "bit";
}
