using DbaPS.Databases;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

/// <summary>Get-DbaDatabase on any engine.</summary>
[Covers("Get-DbaDatabase")]
public abstract class DatabaseSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    [Fact]
    public async Task Lists_a_database_with_its_properties()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1)", database, Token);

        var listed = await ListAsync(new DatabaseListRequest { Server = [Server.UriOf(database)] });

        var found = Assert.Single(listed, d => d.Name == NameOf(database));
        Assert.Equal(found.Name, found.Database);
        Assert.Equal("Online", found.State);
        Assert.True(found.SizeBytes > 0);
        Assert.StartsWith("UTF8", found.Encoding?.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Verify(found);
    }

    [Fact]
    public async Task Keeps_to_the_names_asked_for()
    {
        var database = Server.CreateDatabase();
        var name = NameOf(database);
        Assert.Single(await ListAsync(new DatabaseListRequest { Server = [Server.UriOf(database)], Database = [name] }));
        Assert.Empty(await ListAsync(new DatabaseListRequest { Server = [Server.UriOf(database)], Database = [name], ExcludeDatabase = ["*"] }));
    }

    /// <summary>What the listed name of a database the fixture made is.</summary>
    protected abstract string NameOf(string database);

    /// <summary>What only this engine says.</summary>
    protected abstract void Verify(DbaDatabase found);

    protected async Task<IReadOnlyList<DbaDatabase>> ListAsync(DatabaseListRequest request)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaDatabase", request, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaDatabase>();
    }
}
