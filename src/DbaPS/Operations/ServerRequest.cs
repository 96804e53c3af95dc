using DbaPS.Connections;
using DbaPS.Engines;

namespace DbaPS.Operations;

/// <summary>What every operation on servers takes.</summary>
public abstract record ServerRequest
{
    [Argument("The servers: a registered name, an address (pg://user@host/db, sqlite:file.db), a host name with -Engine, a connection string with -Engine, a session, or '@group'. Without it the one open session.",
        Position = 0, FromPipeline = true, Aliases = ["SqlInstance", "ServerInstance", "Instance"])]
    public IReadOnlyList<ServerTarget> Server { get; init; } = [];

    [Argument("All registered servers of these groups.")]
    public IReadOnlyList<string> Group { get; init; } = [];

    [Argument("The engine, where the server is given as a host name or a connection string.")]
    public EngineId? Engine { get; init; }

    [Argument("User name and password.")]
    public DbaCredential? Credential { get; init; }

    [Argument("How long a statement may run on the server; 0 for no limit. Default: what the registered server says, else no limit.")]
    public TimeSpan? Timeout { get; init; }

    [Argument("How many servers are worked on at once. Default: 8. Changing operations take one server after another.")]
    [System.ComponentModel.DataAnnotations.Range(1, 1024)]
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>How sessions for addresses in <see cref="Server"/> are opened.</summary>
    internal virtual ConnectOptions ToConnectOptions() => new() { Credential = Credential, StatementTimeout = Timeout };
}
