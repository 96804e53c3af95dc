using DbaPS.Indexes;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

/// <summary>Get-DbaIndex on any engine.</summary>
[Covers("Get-DbaIndex")]
public abstract class IndexSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    /// <summary>A type for texts that an index takes whole.</summary>
    protected virtual string TextType => "text";

    /// <summary>An index can be over the rows that meet a condition.</summary>
    protected virtual bool HasPartialIndexes => true;

    [Fact]
    public async Task Lists_indexes_with_columns_and_kind()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync($""""
            CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, note {TextType}, total numeric, UNIQUE (customer, note));
            CREATE INDEX by_total ON orders (total DESC, customer);
            {(HasPartialIndexes ? "CREATE INDEX open_ones ON orders (customer) WHERE note IS NULL;" : "")}
            CREATE UNIQUE INDEX "Odd ""name""" ON orders (note, id);
            """", database, Token);

        var listed = await ListAsync(database);

        var total = Assert.Single(listed, i => i.Index == "by_total");
        Assert.Equal("orders", total.Table);
        Assert.Equal(["total DESC", "customer"], total.Columns);
        Assert.Equal((false, false, false, true), (total.IsUnique, total.IsPrimary, total.IsConstraint, total.IsValid));
        Assert.Contains("by_total", total.CreateSql, StringComparison.Ordinal);
        if (HasPartialIndexes)
        {
            Assert.Contains("note IS NULL", Assert.Single(listed, i => i.Index == "open_ones").Where, StringComparison.Ordinal);
        }
        Assert.True(Assert.Single(listed, i => i.Index == "Odd \"name\"").IsUnique);
        var unique = Assert.Single(listed, i => i.Columns.SequenceEqual(["customer", "note"]));
        Assert.Equal((true, false, true), (unique.IsUnique, unique.IsPrimary, unique.IsConstraint));
        Assert.Single(await ListAsync(database, new IndexListRequest { Index = ["by_*"] }));
        Assert.Empty(await ListAsync(database, new IndexListRequest { Table = ["elsewhere"] }));
        Verify(listed);
    }

    /// <summary>What only this engine says.</summary>
    protected abstract void Verify(IReadOnlyList<DbaIndex> listed);

    protected async Task<IReadOnlyList<DbaIndex>> ListAsync(string database, IndexListRequest? request = null)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaIndex", (request ?? new IndexListRequest()) with { Server = [Server.UriOf(database)] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaIndex>();
    }
}
