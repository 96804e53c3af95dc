using DbaPS.Benchmarks.Measuring;
using DbaPS.Connections;
using DbaPS.Servers;
using DbaPS.SqlInvocation;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// One command for twenty servers at the default throttle against the same command for one after another, each in a runtime of its own, so
/// that the connections are opened inside the timer. A wait on the server stands for the distance that this machine has not.
/// </summary>
internal static class FanOutComparison
{
    private const int Count = 20;
    private const int WarmUps = 10;

    /// <summary>The least a server starts with: twenty of them share this machine.</summary>
    private static readonly Dictionary<string, string> Small = new()
    {
        ["shared_buffers"] = "'1MB'",
        ["max_connections"] = "10",
        ["max_wal_senders"] = "0",
        ["max_worker_processes"] = "0",
        ["autovacuum"] = "off",
        ["shared_preload_libraries"] = "''",
    };

    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        List<PostgreSqlServer> servers = [];
        try
        {
            for (int i = 0; i < Count; i++)
                servers.Add(await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = bench.Options.Major, Settings = Small }));
            List<Outcome> outcomes = [];
            await AddAsync($"Get-DbaServer of {Count} servers", "Get-DbaServer", targets => new ServerIdentityRequest { Server = targets }, aim: null);
            await AddAsync($"Invoke-DbaSql of {Count} servers that take 50 ms to answer", "Invoke-DbaSql", targets => new SqlRequest { Server = targets, Query = "SELECT pg_sleep(0.05)" }, aim: 4);
            return outcomes;

            async Task AddAsync(string name, string cmdlet, Func<IReadOnlyList<ServerTarget>, object> request, double? aim)
            {
                if (!bench.Options.Wants(name))
                    return;
                List<ServerTarget> targets = [.. servers.Select(s => new ServerTarget(s.Uri))];
                Func<Task<Sample>> together = () => TimeAsync(cmdlet, [request(targets)]);
                Func<Task<Sample>> inTurn = () => TimeAsync(cmdlet, [.. targets.Select(t => request([t]))]);
                // Runs are so short that the compiler's second look at the code would be most of the first ones' CPU time.
                for (int i = 0; i < WarmUps; i++)
                {
                    await together();
                    await inTurn();
                }
                outcomes.Add(await Interleaved.RunAsync(name, aim, bench.Options.Pairs, together, inTurn));
            }

            Task<Sample> TimeAsync(string cmdlet, IReadOnlyList<object> requests) => bench.TimeAsync(async () =>
            {
                await using TestRuntime runtime = new();
                int results = 0;
                foreach (object request in requests)
                {
                    FakePipeline said = await runtime.RunAsync(cmdlet, request);
                    results += said.Errors.Count == 0 ? said.Written.Count : throw new InvalidOperationException($"{cmdlet}: {said.Errors[0]}");
                }
                return results == Count ? 0L : throw new InvalidOperationException($"{results} results came.");
            });
        }
        finally
        {
            foreach (PostgreSqlServer server in servers)
                await server.DisposeAsync();
        }
    }
}
