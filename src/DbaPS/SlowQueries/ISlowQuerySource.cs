using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.SlowQueries;

[Description("reading statement counters")]
public interface ISlowQuerySource : ICapability
{
    /// <summary>Reads all counters at once. What is missing for it (extension, setting, grant) is an error that says exactly what to add.</summary>
    Task<StatementSnapshot> SnapshotAsync(CancellationToken cancellationToken);
}
