using System.Data.Common;
using System.Globalization;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.MySql.Restores;

/// <summary>Looks for rows whose foreign key leads nowhere: loading with checks off lets them in, and the server never looks again.</summary>
internal static class ForeignKeyCheck
{
    /// <summary>What is wrong, a sentence each, and how many keys were looked at.</summary>
    public static async Task<(IReadOnlyList<string> Problems, int Checked)> RunAsync(MySqlSession session, CancellationToken cancellationToken)
    {
        var columns = new List<(string Table, string Name, string Column, string Schema, string Parent, string ParentColumn)>();
        await foreach (var column in session.ReadAsync(
            SqlScript.Load<DatabaseMove>("Restores/ForeignKeys.sql"),
            row => (row.Text("table"), row.Text("name"), row.Text("column"), row.Text("parent_schema"), row.Text("parent"), row.Text("parent_column")),
            new Dictionary<string, object?> { ["database"] = session.RequiredDatabase },
            cancellationToken))
        {
            columns.Add(column);
        }
        var problems = new List<string>();
        var keys = columns.GroupBy(c => (c.Table, c.Name)).ToList();
        await using var connection = await session.OpenAsync(cancellationToken);
        foreach (var key in keys)
        {
            var first = key.First();
            var parent = first.Schema == session.Database ? MySqlNames.Quote(first.Parent) : MySqlNames.Quote(first.Schema, first.Parent);
            var join = string.Join(" AND ", key.Select(c => $"p.{MySqlNames.Quote(c.ParentColumn)} = c.{MySqlNames.Quote(c.Column)}"));
            // With one of its columns NULL a key leads nowhere on purpose.
            var filled = string.Join(" AND ", key.Select(c => $"c.{MySqlNames.Quote(c.Column)} IS NOT NULL"));
            var sql = $"SELECT COUNT(*) FROM {MySqlNames.Quote(first.Table)} AS c LEFT JOIN {parent} AS p ON {join} WHERE {filled} AND p.{MySqlNames.Quote(first.ParentColumn)} IS NULL";
            if (await CountAsync(session, connection, sql, cancellationToken) is var orphans && orphans != 0)
            {
                problems.Add(orphans is null
                    ? $"The foreign key {first.Name} of {first.Table} leads to {first.Schema}.{first.Parent}, which is not there."
                    : string.Create(CultureInfo.InvariantCulture, $"The foreign key {first.Name} of {first.Table} leads nowhere in {orphans} row{(orphans == 1 ? "" : "s")}: {first.Parent} has no such row."));
            }
        }
        return (problems, keys.Count);
    }

    private static async Task<long?> CountAsync(MySqlSession session, DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = MySqlSession.Command(connection, sql);
        try
        {
            return Convert.ToInt64(await session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken)), CultureInfo.InvariantCulture);
        }
        catch (DbaException absent) when (absent.Error.Category == DbaErrorCategory.ObjectNotFound)
        {
            return null;
        }
    }
}
