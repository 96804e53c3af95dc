using DbaPS.Backups;

namespace DbaPS.PostgreSql.Backups;

/// <summary>The objects of a schema with their definitions' hashes.</summary>
internal static class SchemaObjects
{
    /// <summary>All of them, in the order in which every database lists the same ones.</summary>
    /// <param name="connection">One whose search path is empty: definitions name everything with its schema only then.</param>
    public static Task<List<BackupSchemaObject>> ListAsync(SnapshotConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync("SchemaObjects", row => BackupSchemaObject.Of(
            row.Text("kind"), row.Text("identity"), row.Text("definition"), row.TextOrNull("owner"), row.TextOrNull("privileges")), cancellationToken);
}
