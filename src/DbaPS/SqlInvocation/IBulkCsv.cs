using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.SqlInvocation;

[Description("loading and unloading CSV files")]
public interface IBulkCsv : ICapability
{
    /// <summary>Loads a file into a table: every row, or none.</summary>
    /// <param name="progress">Receives bytes read so far, now and then.</param>
    /// <returns>Rows loaded.</returns>
    /// <exception cref="Errors.DbaException">A row does not fit; the message names its line and, where it is known, the column.</exception>
    Task<long> LoadAsync(CsvLoad load, Action<long>? progress, CancellationToken cancellationToken);

    /// <summary>Writes a query's rows to a file with a line of column names.</summary>
    /// <returns>Rows written.</returns>
    Task<long> UnloadAsync(CsvUnload unload, Action<long>? progress, CancellationToken cancellationToken);
}
