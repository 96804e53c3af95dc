using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.History;

/// <summary>An engine in which the history can be kept.</summary>
[Description("keeping the history")]
public interface IHistoryStoreProvider : ICapability
{
    /// <summary>The exact statements that make the store's tables.</summary>
    string SchemaSql { get; }

    /// <summary>Opens the store. A file of one's own is made when it is not there; on a server nothing is made.</summary>
    /// <exception cref="Errors.DbaException">It is not there, damaged, newer than this program, or this login lacks a right.</exception>
    Task<IHistoryStore> OpenAsync(HistoryPlace place, CancellationToken cancellationToken);

    /// <summary>Makes the store's tables where they are not there yet; changes nothing else.</summary>
    Task CreateAsync(HistoryPlace place, CancellationToken cancellationToken);
}
