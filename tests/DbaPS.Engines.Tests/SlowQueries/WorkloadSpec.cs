using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SlowQueries;

/// <summary>Get-DbaSlowQuery -Workload on any engine.</summary>
public abstract class WorkloadSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    [Fact]
    public async Task The_statements_of_a_file_are_timed_and_ranked()
    {
        await using var runtime = new TestRuntime();
        var (database, file) = await PrepareAsync(runtime, "-- two\nSELECT count(*) FROM shelf a, shelf b;\n\nSELECT note FROM shelf\n WHERE id = 7;\n");

        var said = await runtime.RunAsync("Get-DbaSlowQuery", new SlowQueryRequest { Server = [Server.UriOf(database)], Workload = file, Repeat = 4 }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        var found = said.Of<SlowQuery>();
        Assert.Equal(["SELECT count(*) FROM shelf a, shelf b", "SELECT note FROM shelf\n WHERE id = 7"], found.Select(q => q.QueryText));
        Assert.All(found, q => Assert.Equal((4, null), (q.Calls, q.QueryId)));
        Assert.All(found, q => Assert.True(q.MeanTime <= q.P95Time && q.P95Time <= q.MaxTime && q.MaxTime <= q.TotalTime));
        Assert.Equal(1, found.Sum(q => q.ShareOfLoad), 6);
        Assert.Equal(4, found[1].Rows);
        Assert.Contains(said.Updates, u => u.Completed);
    }

    [Fact]
    public async Task One_that_would_write_or_fails_is_an_error_with_its_line_and_the_others_go_on()
    {
        await using var runtime = new TestRuntime();
        var (database, file) = await PrepareAsync(runtime, "DELETE FROM shelf;\nSELECT nothing FROM shelf;\nSELECT count(*) FROM shelf;");

        var said = await runtime.RunAsync("Get-DbaSlowQuery", new SlowQueryRequest { Server = [Server.UriOf(database)], Workload = file, Repeat = 2 }, cancellationToken: Token);

        Assert.Equal(["line 1 of the workload", "line 2 of the workload"], said.Errors.Select(e => (string)e.Target!));
        Assert.Equal("SELECT count(*) FROM shelf", Assert.Single(said.Of<SlowQuery>()).QueryText);
        Assert.Equal(500L, Convert.ToInt64(await Server.ScalarAsync("SELECT count(*) FROM shelf", database, Token), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("-- nothing\n", "InvalidParameter")]
    [InlineData(null, "FileMissing")]
    public async Task A_file_without_statements_is_refused(string? text, string error)
    {
        await using var runtime = new TestRuntime();
        var (database, file) = await PrepareAsync(runtime, text ?? "");
        var said = await runtime.RunAsync("Get-DbaSlowQuery", new SlowQueryRequest { Server = [Server.UriOf(database)], Workload = text is null ? file + "x" : file }, cancellationToken: Token);
        Assert.Equal(error, Assert.Single(said.Errors).Id);
    }

    private async Task<(string Database, string File)> PrepareAsync(TestRuntime runtime, string text)
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE shelf (id int, note text)", database, Token);
        await Server.ExecuteAsync("INSERT INTO shelf WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i, 'x' FROM n", database, Token);
        var file = Path.Combine(runtime.Folder, "queries.sql");
        await File.WriteAllTextAsync(file, text, Token);
        return (database, file);
    }
}
