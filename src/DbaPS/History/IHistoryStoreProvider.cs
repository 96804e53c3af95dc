using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.History;

/// <summary>An engine in which the history can be kept.</summary>
[Description("keeping the history")]
public interface IHistoryStoreProvider : ICapability
{
    /// <summary>Opens the store, making it when it is not there.</summary>
    /// <param name="location">A file's path for an embedded engine.</param>
    Task<IHistoryStore> OpenAsync(string location, CancellationToken cancellationToken);
}
