using System.Data.Common;
using DbaPS.Backups;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Digests;

/// <summary>Tables with their stored columns and keys, as a manifest lists them.</summary>
internal sealed class TableCatalog(SqlServerSession session)
{
    /// <summary>Every table of a user's, by schema and name.</summary>
    public async Task<IReadOnlyDictionary<(string Schema, string Name), IReadOnlyList<ColumnForm>>> FormsAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, transaction, cancellationToken)).ToDictionary(t => (t.Table.Schema!, t.Table.Name), t => t.Columns);

    public async Task<IReadOnlyList<(BackupTable Table, IReadOnlyList<ColumnForm> Columns)>> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<long, List<(ColumnForm Form, string Type, long Key)>>();
        await foreach (var (id, column) in session.ReadAsync(connection, SqlScript.Load<TableCatalog>("Digests/DigestColumns.sql"), Column, cancellationToken, transaction: transaction))
        {
            if (!columns.TryGetValue(id, out var list))
            {
                columns.Add(id, list = []);
            }
            list.Add(column);
        }
        var tables = new List<(BackupTable, IReadOnlyList<ColumnForm>)>();
        await foreach (var (id, table) in session.ReadAsync(
            connection, SqlScript.Load<TableCatalog>("Digests/DigestTables.sql"),
            row => (row.Int64("object_id"), new BackupTable { Schema = row.Text("schema"), Name = row.Text("name"), Kind = row.Text("kind"), Format = "file" }),
            cancellationToken, transaction: transaction))
        {
            var own = columns.GetValueOrDefault(id) ?? [];
            tables.Add((table with
            {
                Columns = [.. own.Select(c => new BackupColumn(c.Form.Name, c.Type, c.Form.Form.Name))],
                Key = [.. own.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Form.Name)],
            }, [.. own.Select(c => c.Form)]));
        }
        return tables;
    }

    private static (long, (ColumnForm, string, long)) Column(RowReader row)
    {
        var type = row.Text("type");
        return (row.Int64("object_id"), (ColumnForm.Of(row.Text("name"), type, row.Boolean("is_clr")), type, row.Int64("key_position")));
    }
}
