using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Servers;

/// <summary>What every engine's shared test server does alike.</summary>
public abstract class TestServerSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_each_test_a_database_of_its_own()
    {
        var (one, other) = (server.CreateDatabase(), server.CreateDatabase());
        Assert.NotEqual(one, other);
        Assert.NotEqual(server.UriOf(one), server.UriOf(other));
        await server.ExecuteAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2)", one, Token);
        await server.ExecuteAsync("CREATE TABLE t (id int)", other, Token);
        Assert.Equal(2L, await server.ScalarAsync("SELECT count(*) FROM t", one, Token));
        Assert.Equal(0L, await server.ScalarAsync("SELECT count(*) FROM t", other, Token));
        Assert.Null(await server.ScalarAsync("SELECT max(id) FROM t", other, Token));
    }

    [Fact]
    public async Task Runs_a_script_whole_or_not_at_all()
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)", database, Token);
        await Assert.ThrowsAnyAsync<Exception>(() => server.ExecuteAsync("INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)", database, Token));
        Assert.Equal(0L, await server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }
}
