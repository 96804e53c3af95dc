using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.SqlServer.Indexes;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>What New-DbaIndex sends, by edition and version.</summary>
[Covers("New-DbaIndex", On = [typeof(SqlServerServer)])]
public sealed class SqlServerIndexLogTests
{
    private static readonly NewIndexRequest Wish = new() { Table = "orders", Schema = "dbo", Column = ["customer", "placed DESC"], Include = ["total"], LockTimeout = TimeSpan.FromSeconds(90) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int> Servers => new()
    {
        { "index-standard-2019", "15.0.4420.2", RecordedServer.Standard },
        { "index-enterprise-2017", "14.0.3465.1", RecordedServer.Enterprise },
        { "index-enterprise-2019", "15.0.4420.2", RecordedServer.Enterprise },
        { "index-enterprise-2022", "16.0.4185.3", RecordedServer.Enterprise },
        { "index-azure", "12.0.2000.8", RecordedServer.AzureDatabase },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Builds_with_the_strongest_that_edition_and_version_have(string name, string version, int edition)
    {
        var driver = Orders();
        await using var session = await RecordedServer.ConnectAsync(driver, version, edition, Token);
        var builder = new SqlServerIndexBuilder(session);
        var plan = await builder.PlanAsync(Wish, Token);
        await builder.BuildAsync(plan, new FakePipeline(), Token);
        await builder.DropAsync(plan, Token);
        await Golden.HoldsAsync(name, driver.Log, Token);
    }

    [Fact]
    public async Task A_plan_sends_nothing_that_changes_and_says_the_sql()
    {
        var driver = Orders();
        await using var session = await RecordedServer.ConnectAsync(driver, "16.0.4185.3", RecordedServer.Enterprise, Token);
        var plan = await new SqlServerIndexBuilder(session).PlanAsync(Wish with { Unique = true, Where = "total > 0", Include = [] }, Token);
        Assert.All(driver.Log, l => Assert.Contains("> -- ", l, StringComparison.Ordinal));
        Assert.Equal("CREATE UNIQUE NONCLUSTERED INDEX [orders_customer_placed_key] ON [dbo].[orders] ([customer], [placed] DESC) WHERE total > 0 "
            + "WITH (ONLINE = ON (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 2 MINUTES, ABORT_AFTER_WAIT = SELF)));", plan.Sql);
        Assert.Equal("DROP INDEX [orders_customer_placed_key] ON [dbo].[orders];", plan.UndoSql);
    }

    [Fact]
    public async Task Gives_up_a_paused_build_before_and_after()
    {
        var driver = Orders().On("sys.index_resumable_operations", "name, state, percent_complete", ["old_idx", "PAUSED", 12.5f]).Fail("CREATE NONCLUSTERED INDEX", 1105, "No room.");
        await using var session = await RecordedServer.ConnectAsync(driver, "15.0.4420.2", RecordedServer.Enterprise, Token);
        var builder = new SqlServerIndexBuilder(session);
        var plan = await builder.PlanAsync(Wish, Token);
        Assert.Equal(["old_idx"], plan.Leftovers);
        driver.On("sys.index_resumable_operations", "name, state, percent_complete", [plan.Index, "PAUSED", 1f]);
        var pipeline = new FakePipeline();
        var failure = await Assert.ThrowsAsync<DbaException>(() => builder.BuildAsync(plan, pipeline, Token));
        Assert.Equal(DbaErrorCategory.ResourceUnavailable, failure.Error.Category);
        Assert.Single(pipeline.Warnings);
        await Golden.HoldsAsync("index-interrupted", driver.Log, Token);
    }

    [Fact]
    public async Task Sees_what_serves_already_and_who_builds_at_the_moment()
    {
        var driver = Orders();
        await using var session = await RecordedServer.ConnectAsync(driver, "16.0.4185.3", RecordedServer.Enterprise, Token);
        var builder = new SqlServerIndexBuilder(session);
        Assert.Equal("orders_total", (await builder.PlanAsync(Wish with { Column = ["total"], Include = [] }, Token)).CoveredBy);
        Assert.Equal("pk_orders", (await builder.PlanAsync(Wish with { Column = ["id"], Include = ["customer"] }, Token)).CoveredBy);
        Assert.Null((await builder.PlanAsync(Wish with { Column = ["total"], Include = [], Unique = true }, Token)).CoveredBy);
        Assert.Equal(["orders_total"], (await builder.PlanAsync(Wish with { Column = ["total", "customer"], Include = [] }, Token)).Superseded);
        driver.On("sys.index_resumable_operations", "name, state, percent_complete", ["busy", "RUNNING", 1f]);
        Assert.Equal("IndexBeingBuilt", (await Assert.ThrowsAsync<DbaException>(() => builder.PlanAsync(Wish, Token))).Error.Id);
    }

    [Fact]
    public async Task Declines_what_its_indexes_have_not()
    {
        await using var session = await RecordedServer.ConnectAsync(Orders(), "16.0.4185.3", RecordedServer.Enterprise, Token);
        var builder = new SqlServerIndexBuilder(session);
        foreach (var wish in (NewIndexRequest[])[Wish with { Method = "columnstore" }, Wish with { Column = ["(total + 1)"] }, Wish with { Column = ["customer COLLATE Latin1_General_BIN2"] }, Wish with { Column = ["customer NULLS LAST"] }])
        {
            var error = (await Assert.ThrowsAsync<DbaException>(() => builder.PlanAsync(wish, Token))).Error;
            Assert.Equal("Declined", error.Id);
            Assert.NotNull(error.RecommendedAction);
        }
    }

    [Fact]
    public async Task A_computed_column_is_not_built_resumably()
    {
        var driver = Orders();
        await using var session = await RecordedServer.ConnectAsync(driver, "15.0.4420.2", RecordedServer.Enterprise, Token);
        var plan = await new SqlServerIndexBuilder(session).PlanAsync(Wish with { Column = ["twice"], Include = [] }, Token);
        Assert.EndsWith("WITH (ONLINE = ON);", plan.Sql, StringComparison.Ordinal);
    }

    private static RecordingDriver Orders() => new RecordingDriver()
        .On("-- index-table", "object_id, schema, table, kind", [42L, "dbo", "orders", "U"])
        .On("-- table-column ", "name, type, is_computed", ["id", "int", 0], ["customer", "int", 0], ["placed", "datetime2", 0], ["total", "decimal", 0], ["twice", "decimal", 1])
        .On("-- index-column", "object_id, index_id, name, descending, included", [42L, 1L, "id", 0, 0], [42L, 2L, "total", 0, 0])
        .On("-- index ·", "object_id, index_id, schema, table, index, method, is_unique, is_primary, is_constraint, is_valid, where, fill_factor, ignore_dup_key",
            [42L, 1L, "dbo", "orders", "pk_orders", "clustered", 1, 1, 1, 1, null, 0L, 0], [42L, 2L, "dbo", "orders", "orders_total", "nonclustered", 0, 0, 0, 1, null, 0L, 0]);
}
