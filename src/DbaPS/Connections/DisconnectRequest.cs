using DbaPS.Operations;

namespace DbaPS.Connections;

/// <summary>What Disconnect-DbaServer takes.</summary>
public sealed record DisconnectRequest
{
    [Argument("The sessions to close, or objects that came from them. Without it the one open session.", Position = 0, FromPipeline = true, Aliases = ["SqlInstance", "ServerInstance", "Instance"])]
    public IReadOnlyList<ServerTarget> Server { get; init; } = [];

    [Argument("Close every session of this process.")]
    public bool All { get; init; }
}
