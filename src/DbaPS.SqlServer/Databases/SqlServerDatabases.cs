using System.Runtime.CompilerServices;
using DbaPS.Databases;
using DbaPS.Engines;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Databases;

/// <summary>The server's databases. Sizes, sessions and backups come from where a login may not look: then they are null.</summary>
internal sealed class SqlServerDatabases(SqlServerSession session) : IDatabaseSource
{
    /// <summary>A collation that ends so keeps char and varchar in UTF-8; nchar and nvarchar are UTF-16 always.</summary>
    private const string Utf8Suffix = "_UTF8";

    public async IAsyncEnumerable<DbaDatabase> ReadAsync(ObjectOrigin origin, bool includeSystem, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sizes = await SizesAsync(cancellationToken);
        var sessions = await FiguresAsync("Databases/DatabaseUse.sql", row => (Name: row.TextOrNull("name") ?? "", Value: row.Int64OrNull("connections")), "how many sessions each database has", cancellationToken);
        var backups = session.Platform.IsAzureDatabase ? []
            : await FiguresAsync("Databases/DatabaseBackup.sql", row => (Name: row.Text("name"), Value: row.Moment("last_backup")), "when each database was last backed up", cancellationToken);
        await foreach (var database in session.ReadAsync(
            SqlScript.Load<SqlServerDatabases>("Databases/Database.sql"),
            row => new DbaDatabase(origin with { Database = row.Text("name") })
            {
                Name = row.Text("name"),
                Owner = row.TextOrNull("owner"),
                State = row.Text("state"),
                Collation = row.TextOrNull("collation"),
                Encoding = row.TextOrNull("collation") is not { } collation ? null : collation.EndsWith(Utf8Suffix, StringComparison.OrdinalIgnoreCase) ? "UTF8" : "UTF16, code page of the collation",
                RecoveryModel = row.TextOrNull("recovery_model"),
                CreatedAt = row.Moment("created_at"),
            },
            new Dictionary<string, object?> { ["include_system"] = includeSystem },
            cancellationToken))
        {
            yield return database with
            {
                SizeBytes = sizes.GetValueOrDefault(database.Name),
                Connections = sessions.Count == 0 ? null : sessions.GetValueOrDefault(database.Name) ?? 0,
                LastBackup = backups.GetValueOrDefault(database.Name),
            };
        }
    }

    private async Task<Dictionary<string, long?>> SizesAsync(CancellationToken cancellationToken)
    {
        var all = session.Platform.IsAzureDatabase ? [] : await ReadAsync("Databases/DatabaseSize.sql");
        foreach (var (name, size) in await ReadAsync("Databases/DatabaseSize.azure.sql"))
        {
            all[name] = size;
        }
        return all;

        Task<Dictionary<string, long?>> ReadAsync(string script) =>
            FiguresAsync(script, row => (row.TextOrNull("name") ?? "", row.Int64OrNull("size_bytes")), "how big databases are", cancellationToken);
    }

    private async Task<Dictionary<string, T?>> FiguresAsync<T>(string script, Func<RowReader, (string Name, T? Value)> map, string what, CancellationToken cancellationToken)
        where T : struct =>
        (await session.TryReadAllAsync(SqlScript.Load<SqlServerDatabases>(script), map, what, cancellationToken: cancellationToken)).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
}
