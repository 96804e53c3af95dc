using DbaPS.Backups;
using DbaPS.Sql;

namespace DbaPS.Sqlite.Backups;

/// <summary>Every object of a file, and the numbers programs keep in its header. Indexes without a statement belong to their table's.</summary>
internal sealed class SqliteSchemaInventory : ISchemaInventory
{
    private static readonly SqlScript Script = SqlScript.Load<SqliteEngine>("Backups/SchemaObjects.sql");

    private readonly SqliteSession _session;

    public SqliteSchemaInventory(SqliteSession session) => _session = session;

    public IAsyncEnumerable<BackupSchemaObject> ReadAsync(CancellationToken cancellationToken) => SqliteStream.Of(
        () =>
        {
            using var link = _session.OpenLink(cancellationToken);
            return Read(link).ToList();
        },
        cancellationToken);

    public static IEnumerable<BackupSchemaObject> Read(SqliteLink link) => link.Query(Script.Text).Select(row => BackupSchemaObject.Of(
        row.Text("kind"), SqliteNames.QuoteIfNeeded(row.Text("name")), row.Text("definition")));
}
