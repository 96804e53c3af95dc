using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

public sealed class SqliteWorkload(SqliteServer server) : WorkloadSpec<SqliteServer>(server)
{
    [Fact]
    public async Task Without_a_workload_SQLite_says_what_to_do()
    {
        await using var runtime = new TestRuntime();
        var error = Assert.Single((await runtime.RunAsync("Get-DbaSlowQuery", new SlowQueryRequest { Server = [Server.Uri] }, cancellationToken: Token)).Errors);
        Assert.Equal("Declined", error.Id);
        Assert.Contains("-Workload", error.RecommendedAction, StringComparison.Ordinal);
    }
}
