using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.SlowQueries;

[Description("timing statements")]
public interface IStatementTimer : ICapability
{
    /// <summary>Runs one statement read-only and fetches every row. A statement that would write is refused.</summary>
    Task<StatementTiming> TimeAsync(string sql, CancellationToken cancellationToken);
}
