using DbaPS.Connections;

namespace DbaPS.History;

/// <summary>Where the history is: a file, or a server that several share.</summary>
/// <param name="Name">What to call it in messages: the path, or the registered name or address.</param>
public sealed record HistoryPlace(string Name)
{
    /// <summary>The server, with its password; null for a file, whose path is the name.</summary>
    public ServerAddress? Address { get; init; }

    /// <summary>How to connect to it.</summary>
    public ConnectOptions Options { get; init; } = new();
}
