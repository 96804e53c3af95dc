using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using DbaPS.Backups;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Backups;

/// <summary>Every object of a database, in small pieces: a column, a key's column, a constraint, a module each has its own line and hash.</summary>
internal sealed class SqlServerSchemaInventory(SqlServerSession session) : ISchemaInventory
{
    private static readonly string[] Scripts = ["Backups/SchemaObjects.sql", "Backups/SchemaColumns.sql", "Backups/SchemaIndexes.sql", "Backups/SchemaConstraints.sql", "Backups/SchemaRights.sql"];

    public async IAsyncEnumerable<BackupSchemaObject> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var script in Scripts)
        {
            await foreach (var found in session.ReadAsync(
                SqlScript.Load<SqlServerSchemaInventory>(script),
                row => new BackupSchemaObject(row.Text("kind"), row.Text("identity"), Hash(row.TextOrNull("definition") ?? ""), row.TextOrNull("owner")),
                cancellationToken: cancellationToken))
            {
                yield return found;
            }
        }
    }

    private static string Hash(string definition) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(definition))).ToLowerInvariant();
}
