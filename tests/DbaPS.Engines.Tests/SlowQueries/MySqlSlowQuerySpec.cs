using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

/// <summary>Get-DbaSlowQuery on MySQL and MariaDB.</summary>
[Covers("Get-DbaSlowQuery")]
public abstract class MySqlSlowQuerySpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedMySql
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_what_ran_since_the_last_reading()
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE counted (id int, note varchar(20)); INSERT INTO counted VALUES (1, 'a'), (2, 'b')", database, Token);
        await using var runtime = new TestRuntime();
        var request = new SlowQueryRequest { Server = [server.UriOf(database)], Database = [database], Top = 100 };
        Assert.Empty((await runtime.RunAsync("Get-DbaSlowQuery", request, cancellationToken: Token)).Errors);
        for (var i = 0; i < 7; i++)
        {
            await server.ExecuteAsync($"SELECT note FROM counted WHERE id = {i}", database, Token);
        }
        var said = await runtime.RunAsync("Get-DbaSlowQuery", request with { Since = DateTimeOffset.UtcNow }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var found = Assert.Single(said.Of<SlowQuery>(), q => q.QueryText.Contains("counted", StringComparison.OrdinalIgnoreCase) && q.QueryText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase));
        Assert.Equal((7L, database), (found.Calls, found.Database));
        Assert.Contains("?", found.QueryText, StringComparison.Ordinal);
        Assert.True(found.TotalTime > TimeSpan.Zero && found.MaxTime >= found.MeanTime);
        Assert.Equal(2, found.Rows);
        Assert.NotNull(found.LastSeen);
        if (!server.Product.IsMariaDb)
        {
            Assert.True(found.P95Time > TimeSpan.Zero);
            Assert.Contains("WHERE id =", found.SampleText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Leaves_out_dbaps_and_the_catalogue()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaSlowQuery", new SlowQueryRequest { Server = [server.Uri], Top = 1000 }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        Assert.DoesNotContain(said.Of<SlowQuery>(), q => q.QueryText.Contains("events_statements_summary_by_digest", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(said.Of<SlowQuery>(), q => q.QueryText.Contains("IDENTIFIED BY '", StringComparison.OrdinalIgnoreCase));
    }
}
