using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Backups;

[Description("listing schema objects with their definitions' hashes")]
public interface ISchemaInventory : ICapability
{
    /// <summary>
    /// Every schema object of the session's database, in a fixed order. Two databases with the same schema give the same list, whatever
    /// their object ids, so a manifest's list and a restored database's are compared one to one.
    /// </summary>
    IAsyncEnumerable<BackupSchemaObject> ReadAsync(CancellationToken cancellationToken);
}
