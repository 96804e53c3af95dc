using DbaPS.Databases;
using DbaPS.Engines;
using DbaPS.Sql;

namespace DbaPS.Sqlite.Databases;

/// <summary>A file is one database. Other files of its folder are not its: they are named, not listed.</summary>
internal sealed class SqliteDatabaseSource : IDatabaseSource
{
    private static readonly SqlScript Script = SqlScript.Load<SqliteEngine>("Databases/Database.sql");

    private readonly SqliteSession _session;

    public SqliteDatabaseSource(SqliteSession session) => _session = session;

    public IAsyncEnumerable<DbaDatabase> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken) =>
        SqliteStream.Of(() => Read(origin, cancellationToken), cancellationToken);

    private IEnumerable<DbaDatabase> Read(ObjectOrigin origin, CancellationToken cancellationToken)
    {
        using var link = _session.OpenLink(cancellationToken);
        var isReadOnly = _session.IsReadOnly || SqliteApi.sqlite3_db_readonly(link.Handle, "main") == 1;
        foreach (var row in link.Query(Script.Text))
        {
            yield return new DbaDatabase(origin with { Database = _session.Database })
            {
                Name = _session.Database!,
                SizeBytes = _session.Location.IsMemory ? row.Int64OrNull("size_bytes") : OnDisk(_session.Location.Path),
                State = isReadOnly ? "ReadOnly" : "Online",
                Encoding = row.TextOrNull("encoding"),
                Collation = row.TextOrNull("collation"),
                RecoveryModel = "Simple",
            };
        }
    }

    /// <summary>The file and what it keeps beside itself. The -shm file holds nothing that is not in the others.</summary>
    private static long OnDisk(string path) => new[] { path, path + "-wal", path + "-journal" }.Select(p => new FileInfo(p)).Sum(f => f.Exists ? f.Length : 0);
}
