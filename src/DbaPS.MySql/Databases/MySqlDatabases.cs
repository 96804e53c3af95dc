using DbaPS.Databases;
using DbaPS.Engines;
using DbaPS.Sql;

namespace DbaPS.MySql.Databases;

/// <summary>The server's databases.</summary>
internal sealed class MySqlDatabases(MySqlSession session) : IDatabaseSource
{
    public IAsyncEnumerable<DbaDatabase> ReadAsync(ObjectOrigin origin, bool includeSystem, CancellationToken cancellationToken) =>
        session.ReadAsync(
            SqlScript.Load<MySqlDatabases>("Databases/Database.sql"),
            row => new DbaDatabase(origin with { Database = row.Text("name") })
            {
                Name = row.Text("name"),
                Owner = row.TextOrNull("owner"),
                SizeBytes = row.Int64OrNull("size_bytes"),
                State = row.Text("state"),
                Encoding = row.TextOrNull("encoding"),
                Collation = row.TextOrNull("collation"),
                RecoveryModel = row.TextOrNull("recovery_model"),
                Connections = row.Int64OrNull("connections"),
            },
            new Dictionary<string, object?> { ["include_system"] = includeSystem },
            cancellationToken);
}
