using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

/// <summary>Get-DbaSlowQuery on a MariaDB as it comes: without the performance schema.</summary>
public sealed class MariaDbSlowLogTests
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_what_to_switch_on_and_takes_the_slow_log_then()
    {
        await using var server = await MySqlServer.StartAsync(new MySqlOptions { Product = MySqlProduct.MariaDb1011, PerformanceSchema = false }, Token);
        await using var runtime = new TestRuntime();
        var request = new SlowQueryRequest { Server = [server.Uri], Top = 100 };

        var error = Assert.Single((await runtime.RunAsync("Get-DbaSlowQuery", request, cancellationToken: Token)).Errors);
        Assert.Equal("StatementCountersMissing", error.Id);
        Assert.Contains("performance_schema = ON", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("log_output = 'TABLE'", error.RecommendedAction, StringComparison.Ordinal);

        await server.ExecuteAsync("SET GLOBAL log_output = 'TABLE', GLOBAL slow_query_log = ON, GLOBAL long_query_time = 0; CREATE TABLE slow_ones (id int)", cancellationToken: Token);
        for (var i = 0; i < 3; i++)
        {
            await server.ExecuteAsync($"SELECT id, 'canary' FROM slow_ones WHERE id = {i}", cancellationToken: Token);
        }
        var said = await runtime.RunAsync("Get-DbaSlowQuery", request, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var found = Assert.Single(said.Of<SlowQuery>(), q => q.QueryText.StartsWith("select id , ? from slow_ones", StringComparison.Ordinal));
        Assert.Equal((3L, "root", "test"), (found.Calls, found.User, found.Database));
        Assert.NotNull(found.SampleText);
        Assert.True(found.P95Time > TimeSpan.Zero);
    }
}
