using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.SlowQueries;

[Description("reading statement counters")]
public interface ISlowQuerySource : ICapability
{
    /// <summary>Reads all counters at once. What is missing for it (extension, setting, grant) is an error that says exactly what to add.</summary>
    Task<StatementSnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What ran since a moment, from windows the engine keeps itself; the snapshot's reset is where the first of them begins.
    /// Null where it keeps none: then two readings are compared.
    /// </summary>
    Task<StatementSnapshot?> WindowAsync(DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult<StatementSnapshot?>(null);
}
