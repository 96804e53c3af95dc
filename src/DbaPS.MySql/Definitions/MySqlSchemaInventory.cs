using System.Runtime.CompilerServices;
using DbaPS.Backups;
using DbaPS.MySql.Backups;

namespace DbaPS.MySql.Definitions;

/// <summary>Lists what is in a database with the hashes of its definitions, and the grants on it.</summary>
internal sealed class MySqlSchemaInventory(MySqlSession session) : ISchemaInventory
{
    public async IAsyncEnumerable<BackupSchemaObject> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var database = session.RequiredDatabase;
        var definitions = await DefinitionReader.ReadAsync(session, cancellationToken);
        var grants = await AccountCatalogue.GrantsAsync(session, cancellationToken);
        foreach (var item in List(database, await DatabaseProperties.ReadAsync(session, cancellationToken), definitions.Concat(grants ?? [])))
        {
            yield return item;
        }
    }

    /// <summary>Without views that can't be read where they stand.</summary>
    public static IEnumerable<BackupSchemaObject> List(string database, DatabaseProperties properties, IEnumerable<Definition> definitions) =>
        definitions.Where(d => !d.IsBroken).Select(d => d.ToObject(database)).Prepend(BackupSchemaObject.Of("database", "defaults", properties.Clause));
}
