using System.Data.Common;
using DbaPS.MySql.Digests;
using DbaPS.Sql;

namespace DbaPS.MySql.Backups;

/// <summary>Reads the tables of the session's database with their columns and keys.</summary>
internal static class TableSources
{
    private const string RowStart = "row_start";
    private const string RowEnd = "row_end";

    public static async Task<IReadOnlyList<TableSource>> ReadAsync(MySqlSession session, DbConnection connection, CancellationToken cancellationToken)
    {
        var columns = (await ListAsync(session, connection, "TableColumns", row =>
            (Table: row.Text("table"), Column: new CatalogColumn(row.Text("name"), row.Text("type"), row.TextOrNull("character_set"), row.Text("extra"), row.Text("expression"))), cancellationToken))
            .ToLookup(c => c.Table, c => c.Column, StringComparer.Ordinal);
        var keys = (await ListAsync(session, connection, "TableKeys", row => (Table: row.Text("table"), Name: row.Text("name")), cancellationToken)).ToLookup(k => k.Table, k => k.Name, StringComparer.Ordinal);
        return await ListAsync(session, connection, "BackupTables", row => Map(row, [.. columns[row.Text("name")]], [.. keys[row.Text("name")]]), cancellationToken);
    }

    private static TableSource Map(RowReader row, IReadOnlyList<CatalogColumn> columns, IReadOnlyList<string> key)
    {
        var versioned = row.Text("type") == "SYSTEM VERSIONED";
        var period = columns.Where(c => c.IsPeriod).ToList();
        var byTransaction = versioned && period.Exists(c => c.Type.StartsWith("bigint", StringComparison.OrdinalIgnoreCase));
        var withHistory = versioned && !byTransaction;
        List<DataColumn> data = [.. columns.Where(c => !c.IsGenerated || (withHistory && c.IsPeriod)).Select(c => DataColumn.Of(c.Name, c.Type, c.CharacterSet))];
        if (withHistory && period.Count == 0)
        {
            // Without columns of its own it has two that no catalogue lists.
            data.Add(DataColumn.Of(RowStart, "timestamp(6)", null));
            data.Add(DataColumn.Of(RowEnd, "timestamp(6)", null));
        }
        var end = period.Find(c => c.Expression.Equals("ROW END", StringComparison.OrdinalIgnoreCase))?.Name ?? RowEnd;
        var names = key.Count > 0 && withHistory && !key.Contains(end) ? key.Append(end) : key;
        var places = names.Select(name => data.FindIndex(c => c.Name == name)).ToList();
        return new TableSource(
            new TableShape(row.Text("name"), data, places.Contains(-1) ? [] : places, withHistory), row.Text("engine"), row.Boolean("transactional"), row.Int64OrNull("bytes"), row.TextOrNull("created"))
        {
            HistoryByTransaction = byTransaction,
        };
    }

    private static async Task<List<T>> ListAsync<T>(MySqlSession session, DbConnection connection, string script, Func<RowReader, T> map, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        var parameters = new Dictionary<string, object?> { ["database"] = session.RequiredDatabase };
        await foreach (var item in session.ReadAsync(connection, SqlScript.Load<TableSource>($"Backups/{script}.sql"), map, cancellationToken, parameters))
        {
            found.Add(item);
        }
        return found;
    }

    private sealed record CatalogColumn(string Name, string Type, string? CharacterSet, string Extra, string Expression)
    {
        /// <summary>MySQL says DEFAULT_GENERATED of a default that is an expression.</summary>
        public bool IsGenerated => Extra.Contains("VIRTUAL GENERATED", StringComparison.OrdinalIgnoreCase) || Extra.Contains("STORED GENERATED", StringComparison.OrdinalIgnoreCase) || IsPeriod;

        /// <summary>A row's beginning or end in a system-versioned table.</summary>
        public bool IsPeriod => Expression.Equals("ROW START", StringComparison.OrdinalIgnoreCase) || Expression.Equals("ROW END", StringComparison.OrdinalIgnoreCase);
    }
}
