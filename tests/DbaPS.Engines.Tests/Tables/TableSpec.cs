using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

/// <summary>Get-DbaTable on any engine.</summary>
[Covers("Get-DbaTable")]
public abstract class TableSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    /// <summary>The schema a new table goes to.</summary>
    protected abstract string Schema { get; }

    /// <summary>The schema of a table in a database the fixture made; where each database is one schema, its name.</summary>
    protected virtual string SchemaIn(string database) => Schema;

    /// <summary>A type for texts that an index takes whole.</summary>
    protected virtual string TextType => "text";

    /// <summary>Refreshes the figures of the table <c>orders</c>.</summary>
    protected virtual string AnalyzeSql => "ANALYZE";

    [Fact]
    public async Task Lists_tables_with_rows_keys_and_sizes()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync($""""
            CREATE TABLE orders (id int PRIMARY KEY, note {TextType});
            INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'c');
            CREATE TABLE "Odd ""name""" (note text);
            CREATE INDEX orders_note ON orders (note);
            """", database, Token);
        await Server.ExecuteAsync(AnalyzeSql, database, Token);

        var listed = await ListAsync(database);
        while (WaitsFor(listed))
        {
            listed = await ListAsync(database);
        }

        Assert.Equal(["Odd \"name\"", "orders"], listed.Select(t => t.Name).Order(StringComparer.Ordinal));
        var orders = listed.Single(t => t.Name == "orders");
        Assert.Equal((SchemaIn(database), "Table", true, false), (orders.Schema, orders.Kind, orders.HasPrimaryKey, orders.Partitioned));
        Assert.Equal(3, orders.Rows);
        Assert.False(listed.Single(t => t.Name != "orders").HasPrimaryKey);
        Verify(orders);
    }

    [Fact]
    public async Task Keeps_to_the_names_asked_for()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE one (id int); CREATE TABLE other (id int); CREATE TABLE third (id int)", database, Token);
        Assert.Equal(["one", "other"], (await ListAsync(database, new TableListRequest { Table = ["o*"] })).Select(t => t.Name));
        Assert.Empty(await ListAsync(database, new TableListRequest { Schema = ["nowhere"] }));
        Assert.True((await ListAsync(database, new TableListRequest { IncludeSystem = true })).Count > 3);
    }

    /// <summary>True while the engine has not yet counted what was just done.</summary>
    protected virtual bool WaitsFor(IReadOnlyList<DbaTable> listed) => false;

    /// <summary>What only this engine says of the table <c>orders</c>.</summary>
    protected abstract void Verify(DbaTable orders);

    protected async Task<IReadOnlyList<DbaTable>> ListAsync(string database, TableListRequest? request = null)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaTable", (request ?? new TableListRequest()) with { Server = [Server.UriOf(database)] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaTable>();
    }
}
