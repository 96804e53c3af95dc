using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Sql;

namespace DbaPS.Sqlite.Restores;

/// <summary>Takes single tables out of a whole database into a new file: definition, rows with their row ids, counter, indexes, triggers.</summary>
internal sealed class TableExtraction : IDisposable
{
    private static readonly SqlScript Definitions = SqlScript.Load<SqliteEngine>("Restores/TableDefinitions.sql");

    private static readonly string[] RowidNames = ["rowid", "_rowid_", "oid"];

    private readonly SqliteLink _link;

    public TableExtraction(string whole, string target, CancellationToken cancellationToken)
    {
        _link = SqliteLink.Open(new SqliteLocation(target, SqliteOpenMode.Create, SharedCache: false, Immutable: false), null, target, new ConnectOptions(), cancellationToken);
        try
        {
            _link.Execute("PRAGMA foreign_keys = OFF");
            using (var source = SqliteLink.OpenFinished(whole, cancellationToken))
            {
                _link.Execute($"PRAGMA encoding = {SqliteNames.Literal((string)source.Scalar("PRAGMA encoding")!)}");
            }
            _link.Execute("ATTACH @whole AS backup", ("whole", whole));
        }
        catch
        {
            _link.Dispose();
            throw;
        }
    }

    public void Copy(BackupTable table)
    {
        var definitions = _link.Query(Definitions.Text, ("table", table.Name)).Select(r => (Kind: r.Text("kind"), Sql: r.Text("definition"), WithoutRowid: r.Boolean("without_rowid"))).ToList();
        _link.Execute("BEGIN");
        _link.Execute(definitions.Single(d => d.Kind == "table").Sql);
        CopyRows(table, definitions[0].WithoutRowid);
        foreach (var (_, sql, _) in definitions.Where(d => d.Kind != "table"))
        {
            _link.Execute(sql);
        }
        _link.Execute("COMMIT");
    }

    public void Dispose() => _link.Dispose();

    private void CopyRows(BackupTable table, bool withoutRowid)
    {
        var columns = table.Columns.Select(c => SqliteNames.Quote(c.Name)).ToList();
        if (!withoutRowid && RowidName(table) is { } rowid)
        {
            columns.Insert(0, rowid);
        }
        var list = string.Join(", ", columns);
        var name = SqliteNames.Quote(table.Name);
        _link.Execute($"INSERT INTO main.{name} ({list}) SELECT {list} FROM backup.{name}");
        if (_link.Scalar("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'") is not null)
        {
            _link.Execute("DELETE FROM main.sqlite_sequence WHERE name = @table", ("table", table.Name));
            _link.Execute("INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM backup.sqlite_sequence WHERE name = @table", ("table", table.Name));
        }
    }

    /// <summary>A name by which the row id can be reached; null where a column is the row id itself, or where columns hide all its names.</summary>
    private static string? RowidName(BackupTable table) =>
        table.Key.Count == 1 && table.Columns.First(c => c.Name == table.Key[0]).Type.Equals("INTEGER", StringComparison.OrdinalIgnoreCase)
            ? null
            : RowidNames.FirstOrDefault(n => !table.Columns.Any(c => c.Name.Equals(n, StringComparison.OrdinalIgnoreCase)));
}
