using System.Data.Common;
using DbaPS.Sql;

namespace DbaPS.MySql.Definitions;

/// <summary>A foreign key as the catalogue has it.</summary>
internal sealed record ForeignKey(string Table, string Name, string ParentSchema, string Parent, IReadOnlyList<(string Column, string ParentColumn)> Columns)
{
    /// <summary>The table it leads to, quoted, with its database where that is another than this one.</summary>
    public string QuotedParent(string database) => MySqlNames.Quote(ParentSchema == database ? null : ParentSchema, Parent);

    /// <summary>Those of one table, or of the session's whole database.</summary>
    public static async Task<IReadOnlyList<ForeignKey>> ReadAsync(MySqlSession session, DbConnection connection, string? table, CancellationToken cancellationToken)
    {
        var rows = new List<(ForeignKey Key, string Column, string ParentColumn)>();
        var parameters = new Dictionary<string, object?> { ["database"] = session.RequiredDatabase, ["table"] = table };
        await foreach (var row in session.ReadAsync(connection, SqlScript.Load<ForeignKey>("Definitions/ForeignKeys.sql"), Map, cancellationToken, parameters))
        {
            rows.Add(row);
        }
        return [.. rows.GroupBy(r => (r.Key.Table, r.Key.Name), (_, key) => key.First().Key with { Columns = [.. key.Select(c => (c.Column, c.ParentColumn))] })];
    }

    private static (ForeignKey Key, string Column, string ParentColumn) Map(RowReader row) =>
        (new ForeignKey(row.Text("table"), row.Text("name"), row.Text("parent_schema"), row.Text("parent"), []), row.Text("column"), row.Text("parent_column"));
}
