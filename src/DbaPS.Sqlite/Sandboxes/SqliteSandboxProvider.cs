using DbaPS.Connections;
using DbaPS.Pipeline;
using DbaPS.Sandboxes;

namespace DbaPS.Sqlite.Sandboxes;

/// <summary>A sandbox of SQLite's is a file: nothing runs, nothing is to be stopped.</summary>
internal sealed class SqliteSandboxProvider : ISandboxProvider
{
    private const string FileName = "sandbox.db";

    public async Task<SandboxServer> StartAsync(SandboxPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var address = new ServerAddress { Scheme = "sqlite", Path = Path.Combine(plan.Folder, FileName) };
        var create = address with { Options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["mode"] = "rwc" } };
        await using var session = await SqliteSession.OpenAsync(create, new ConnectOptions(), cancellationToken);

        // WAL writes the header, so that the file is a database from the start.
        await session.RunAsync(link => link.Scalar("PRAGMA journal_mode = WAL"), cancellationToken);
        return new SandboxServer(address, null, null);
    }

    public Task StopAsync(SandboxServer server, string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public bool IsRunning(SandboxServer server, string folder) => File.Exists(server.Address.Path);
}
