using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

/// <summary>New-DbaIndex on MySQL and MariaDB.</summary>
public abstract class MySqlNewIndex<TServer>(TServer server) : NewIndexSpec<TServer>(server)
    where TServer : SharedMySql
{
    protected override string TextType => "varchar(100)";

    protected override bool HasPartialIndexes => false;

    /// <summary>Indexes have names within their table.</summary>
    protected override string TakenName => "there";

    /// <summary>Names have no characters beyond the basic plane here.</summary>
    protected override string OddName => "o\"rd'er\n$$ é`";

    protected override string Fill(string table, int rows) =>
        $"INSERT INTO {table} WITH d (n) AS (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9), "
        + $"k (i) AS (SELECT 1 + a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n FROM d a, d b, d c, d, d e) SELECT i, i % 500, CONCAT('state ', i % 7) FROM k WHERE i <= {rows}";

    [Fact]
    public async Task Writes_go_on_while_it_is_built()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer"), cancellationToken: Token));
        Assert.Contains(Server.Product.IsMariaDb ? "ALGORITHM = NOCOPY, LOCK = NONE" : "ALGORITHM = INPLACE, LOCK = NONE", change.Sql, StringComparison.Ordinal);
        Assert.Contains("lock_wait_timeout = 30", change.Sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note(20)", "IndexCovered")]
    [InlineData("note(10)", "IndexCovered")]
    [InlineData("note(21)", null)]
    [InlineData("state(5)", null)]
    public async Task A_prefix_is_served_by_a_longer_one(string column, string? error)
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE orders (id int PRIMARY KEY, note text, state varchar(50)); CREATE INDEX there ON orders (note(20))", database, Token);
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, column), cancellationToken: Token);
        Assert.Equal(error, said.Errors.SingleOrDefault()?.Id);
        Assert.Equal(error is null ? 1 : 0, said.Written.Count);
    }

    [Fact]
    public async Task A_hidden_index_serves_nothing()
    {
        var database = await DatabaseAsync();
        await Server.ExecuteAsync($"CREATE INDEX there ON orders (customer) {(Server.Product.IsMariaDb ? "IGNORED" : "INVISIBLE")}", database, Token);
        await using var runtime = new TestRuntime();
        Assert.Equal(ChangeStatus.Done, Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer"), cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task Full_text_is_built_with_the_lock_it_needs()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "state") with { Method = "fulltext" }, cancellationToken: Token));
        Assert.Equal(ChangeStatus.Done, change.Status);
        Assert.Contains("LOCK = SHARED", change.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_is_an_index_where_the_server_has_them()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "(lower(state)) DESC", "customer"), cancellationToken: Token);
        if (Server.Product.IsMariaDb)
        {
            Assert.Contains("generated column", Assert.Single(said.Errors).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(ChangeStatus.Done, Change(said).Status);
        Assert.Equal("IndexCovered", Assert.Single((await runtime.RunAsync("New-DbaIndex", Request(database, "(LOWER( `state` )) DESC"), cancellationToken: Token)).Errors).Id);
        Assert.Contains("nothing", Assert.Single((await runtime.RunAsync("New-DbaIndex", Request(database, "(lower(nothing))"), cancellationToken: Token)).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_in_use_is_waited_for_no_longer_than_allowed()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await using var reader = await Server.Server.ConnectAsync(database, Token);
        await using var command = reader.CreateCommand();
        command.CommandText = "START TRANSACTION; SELECT * FROM orders LIMIT 1";
        await command.ExecuteNonQueryAsync(Token);
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { LockTimeout = TimeSpan.FromSeconds(1) }, cancellationToken: Token);
        Assert.Equal(ChangeStatus.Failed, Change(said, errors: 1).Status);
        Assert.Contains("-LockTimeout", said.Errors[0].RecommendedAction, StringComparison.Ordinal);
    }
}
