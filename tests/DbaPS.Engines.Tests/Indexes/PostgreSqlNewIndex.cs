using System.Text.RegularExpressions;
using DbaPS.Indexes;
using DbaPS.Pipeline;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

/// <summary>New-DbaIndex on PostgreSQL: online, interrupted, partitioned.</summary>
public abstract class PostgreSqlNewIndex<TServer>(TServer server) : NewIndexSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    protected override string Fill(string table, int rows) => $"INSERT INTO {table} SELECT i, i % 500, 'state ' || (i % 7) FROM generate_series(1, {rows}) AS i";

    [Fact]
    public async Task It_is_built_online()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { Include = ["State"], Unique = false, Method = "BTREE" }, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token));
        Assert.Equal("SET lock_timeout = 30000;\nCREATE INDEX CONCURRENTLY \"orders_customer_idx\" ON \"public\".\"orders\" USING btree (\"customer\") INCLUDE (\"state\");", change.Sql);
        Assert.Equal("DROP INDEX CONCURRENTLY \"public\".\"orders_customer_idx\";", change.UndoSql);
    }

    [Fact]
    public async Task A_leftover_of_an_interrupted_build_is_dropped_first()
    {
        var database = await DatabaseAsync();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ConcurrentlyAsync("CREATE UNIQUE INDEX CONCURRENTLY left_over ON orders (customer)", database));
        await Server.ExecuteAsync("DELETE FROM orders WHERE id > 500", database, Token);
        await using var runtime = new TestRuntime();
        Assert.False(Assert.Single(await IndexesAsync(runtime, database), i => i.Index == "left_over").IsValid);

        var planned = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { Unique = true }, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token));
        Assert.Contains("DROP INDEX CONCURRENTLY \"public\".\"left_over\";", planned.Sql, StringComparison.Ordinal);
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { Unique = true }, cancellationToken: Token);

        var change = Change(said);
        Assert.Equal((ChangeStatus.Done, true), (change.Status, change.Valid));
        Assert.Equal(["left_over"], change.Cleaned);
        Assert.True(Assert.Single(said.Prompts).Destructive);
        Assert.Equal(["orders_customer_key"], (await IndexesAsync(runtime, database)).Select(i => i.Index));
    }

    [Fact]
    public async Task A_cancelled_build_leaves_nothing()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await using var other = await Server.Server.OpenAsync(database, Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var write = new Npgsql.NpgsqlCommand("UPDATE orders SET state = 'x' WHERE id = 1", other, transaction);
        await write.ExecuteNonQueryAsync(Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pipeline = new FakePipeline();

        var running = runtime.RunAsync("New-DbaIndex", Request(database, "customer"), pipeline, stop.Token);
        await UntilAsync(() => Task.FromResult(Snapshot(pipeline.Updates).Any(u => u.Status.Contains($"waiting for the transaction of process {other.ProcessID}", StringComparison.Ordinal))));
        Assert.Contains(await IndexesAsync(runtime, database), i => !i.IsValid);
        var cleaning = Task.Run(
            async () =>
            {
                await Task.Delay(500, Token);
                await transaction.RollbackAsync(Token);
            },
            Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await cleaning;
        Assert.Contains(pipeline.Warnings, w => w.Contains("dropped again", StringComparison.Ordinal));
        Assert.Empty(await IndexesAsync(runtime, database));
    }

    [Fact]
    public async Task What_can_not_be_cleaned_up_is_said_and_found_the_next_time()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await using var other = await Server.Server.OpenAsync(database, Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var write = new Npgsql.NpgsqlCommand("UPDATE orders SET state = 'x' WHERE id = 1", other, transaction);
        await write.ExecuteNonQueryAsync(Token);

        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { LockTimeout = TimeSpan.FromMilliseconds(400) }, cancellationToken: Token);

        Assert.Equal(["IndexLeftInvalid", "TimedOut"], said.Errors.Select(e => e.Id));
        Assert.Contains("DROP INDEX CONCURRENTLY \"public\".\"orders_customer_idx\"", said.Errors[0].RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(ChangeStatus.Failed, Assert.Single(said.Of<DbaIndexChange>()).Status);
        await transaction.RollbackAsync(Token);
        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer"), cancellationToken: Token));
        Assert.Equal((ChangeStatus.Done, "orders_customer_idx"), (change.Status, change.Index));
        Assert.Equal(["orders_customer_idx"], change.Cleaned);
        Assert.True(Assert.Single(await IndexesAsync(runtime, database)).IsValid);
    }

    [Fact]
    public async Task An_index_that_another_session_builds_is_left_alone()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await using var blocker = await Server.Server.OpenAsync(database, Token);
        await using var transaction = await blocker.BeginTransactionAsync(Token);
        await using var write = new Npgsql.NpgsqlCommand("UPDATE orders SET state = 'x' WHERE id = 1", blocker, transaction);
        await write.ExecuteNonQueryAsync(Token);
        var building = ConcurrentlyAsync("CREATE INDEX CONCURRENTLY theirs ON orders (customer)", database);
        await UntilAsync(async () => (await IndexesAsync(runtime, database)).Any(i => i is { Index: "theirs", IsValid: false }));

        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer"), cancellationToken: Token);

        Assert.Equal("IndexBeingBuilt", Assert.Single(said.Errors).Id);
        await transaction.RollbackAsync(Token);
        await building;
        Assert.True(Assert.Single(await IndexesAsync(runtime, database)).IsValid);
    }

    [Fact]
    public async Task Partitions_get_theirs_one_by_one_and_an_interrupted_run_is_gone_on_with()
    {
        var database = await PartitionedAsync();
        await using var runtime = new TestRuntime();
        await Server.ExecuteAsync("CREATE INDEX mine ON parts_2 (customer, (lower(state)))", database, Token);
        await using var other = await Server.Server.OpenAsync(database, Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var block = new Npgsql.NpgsqlCommand("LOCK TABLE parts_3_b IN ACCESS EXCLUSIVE MODE", other, transaction);
        await block.ExecuteNonQueryAsync(Token);
        var request = Request(database, "customer", "(lower(state))") with { Table = "parts", LockTimeout = TimeSpan.FromMilliseconds(500) };

        var stopped = await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token);

        Assert.Equal(["IndexIncomplete", "TimedOut"], stopped.Errors.Select(e => e.Id));
        await transaction.RollbackAsync(Token);
        var planned = Change(await runtime.RunAsync("New-DbaIndex", request, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token));
        Assert.Equal(1, Regex.Count(planned.Sql, "CREATE INDEX CONCURRENTLY"));
        Assert.DoesNotContain("ON ONLY", planned.Sql, StringComparison.Ordinal);

        var said = await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token);

        Assert.Equal((ChangeStatus.Done, true), (Change(said).Status, Change(said).Valid));
        var indexes = await IndexesAsync(runtime, database);
        Assert.All(indexes, i => Assert.True(i.IsValid, i.Index));
        Assert.Equal(6, indexes.Count);
        Assert.Equal("IndexCovered", Assert.Single((await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token)).Errors).Id);
        await Server.ExecuteAsync(Change(said).UndoSql!.TrimEnd(';'), database, Token);
        Assert.Empty(await IndexesAsync(runtime, database));
    }

    [Fact]
    public async Task Partitions_can_be_indexed_in_one_go()
    {
        var database = await PartitionedAsync();
        await using var runtime = new TestRuntime();
        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { Table = "parts", Offline = true }, cancellationToken: Token));
        Assert.Equal((ChangeStatus.Done, true), (change.Status, change.Valid));
        Assert.DoesNotContain("CONCURRENTLY", change.Sql, StringComparison.Ordinal);
        Assert.True(change.Size > 0);
    }

    [Theory]
    [InlineData("state text_pattern_ops", null, null)]
    [InlineData("state COLLATE \"C\"", null, null)]
    [InlineData("state", "hash", null)]
    [InlineData("state", null, "customer > 5")]
    [InlineData("state NULLS FIRST", null, null)]
    public async Task Operator_class_collation_method_predicate_and_nulls_make_another_index(string column, string? method, string? where)
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await Server.ExecuteAsync("CREATE INDEX there ON orders (state)", database, Token);
        var request = Request(database, column) with { Method = method, Where = where };
        Assert.Equal(ChangeStatus.Done, Change(await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token)).Status);
        Assert.Equal("IndexCovered", Assert.Single((await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token)).Errors).Id);
    }

    [Fact]
    public async Task The_usual_operator_class_and_collation_given_by_name_change_nothing()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await Server.ExecuteAsync("CREATE INDEX there ON orders (state, customer)", database, Token);
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "state COLLATE \"default\" text_ops ASC NULLS LAST"), cancellationToken: Token);
        Assert.Equal("IndexCovered", Assert.Single(said.Errors).Id);
    }

    [Fact]
    public async Task A_name_the_server_would_cut_is_refused()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { Index = new string('é', 32) }, cancellationToken: Token);
        Assert.Equal("InvalidParameter", Assert.Single(said.Errors).Id);
    }

    private async Task<string> PartitionedAsync()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync(
            """
            CREATE TABLE parts (id int, customer int, state text) PARTITION BY RANGE (id);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100);
            CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (100) TO (200);
            CREATE TABLE parts_3 PARTITION OF parts FOR VALUES FROM (200) TO (400) PARTITION BY LIST (customer);
            CREATE TABLE parts_3_a PARTITION OF parts_3 FOR VALUES IN (1, 2, 3);
            CREATE TABLE parts_3_b PARTITION OF parts_3 DEFAULT;
            INSERT INTO parts SELECT i, i % 7, 'S' || i FROM generate_series(0, 399) AS i;
            """, database, Token);
        return database;
    }

    /// <summary>As another session would, outside a transaction block.</summary>
    private async Task ConcurrentlyAsync(string sql, string database)
    {
        await using var connection = await Server.Server.OpenAsync(database, Token);
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 200 && !await holds(); i++)
        {
            await Task.Delay(100, Token);
        }
        Assert.True(await holds());
    }
}
