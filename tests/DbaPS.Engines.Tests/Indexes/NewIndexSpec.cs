using DbaPS.Indexes;
using DbaPS.Pipeline;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

/// <summary>New-DbaIndex on any engine.</summary>
[Covers("New-DbaIndex")]
public abstract class NewIndexSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    /// <summary>Rows 1 to n as (id, customer, state), by this engine's means.</summary>
    protected abstract string Fill(string table, int rows);

    /// <summary>A type for texts that an index takes whole.</summary>
    protected virtual string TextType => "text";

    /// <summary>An index can be over the rows that meet a condition.</summary>
    protected virtual bool HasPartialIndexes => true;

    /// <summary>A name an index of <c>orders</c> can't have while there is another, <c>there</c>: the table's own, where both share their names.</summary>
    protected virtual string TakenName => "orders";

    /// <summary>A table's name with about all that the engine lets one have.</summary>
    protected virtual string OddName => "o\"rd'er\n$$ é😀";

    [Fact]
    public async Task WhatIf_returns_the_same_object_and_changes_nothing()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer", "id DESC"), new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token);

        var change = Change(said);
        Assert.Equal((ChangeStatus.WhatIf, "orders_customer_id_idx"), (change.Status, change.Index));
        Assert.Contains("INDEX", change.Sql, StringComparison.Ordinal);
        Assert.Equal(change.Sql, Assert.Single(said.Prompts).Sql);
        Assert.DoesNotContain(await IndexesAsync(runtime, database), i => i.Index == change.Index);

        // What it shows is what runs.
        foreach (var statement in change.Sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await Server.ExecuteAsync(statement.TrimEnd(';'), database, Token);
        }
        Assert.Contains(await IndexesAsync(runtime, database), i => i.Index == change.Index);
    }

    [Fact]
    public async Task An_index_is_built_and_its_undo_takes_it_back()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();

        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer"), cancellationToken: Token));

        Assert.Equal((ChangeStatus.Done, true, "CreateIndex"), (change.Status, change.Valid, change.Action));
        Assert.InRange(change.Size!.Value, 1000, 100_000_000);
        Assert.True(change.Duration > TimeSpan.Zero);
        var found = Assert.Single(await IndexesAsync(runtime, database), i => i.Index == change.Index);
        Assert.True(found.IsValid);
        await Server.ExecuteAsync(change.UndoSql!.TrimEnd(';'), database, Token);
        Assert.DoesNotContain(await IndexesAsync(runtime, database), i => i.Index == change.Index);
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("customer,state DESC")]
    [InlineData("customer DESC,state")]
    public async Task What_another_index_serves_is_refused(string columns)
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await Server.ExecuteAsync("CREATE INDEX there ON orders (customer, state DESC, id)", database, Token);
        var request = Request(database, columns.Split(','));

        var said = await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token);

        var error = Assert.Single(said.Errors);
        Assert.Equal(("IndexCovered", "there"), (error.Id, error.Target));
        Assert.Empty(said.Written);
        Assert.Equal(ChangeStatus.Done, Change(await runtime.RunAsync("New-DbaIndex", request with { Force = true }, cancellationToken: Token)).Status);
    }

    [Theory]
    [InlineData("customer,state", false)]
    [InlineData("state", false)]
    [InlineData("customer", true)]
    [InlineData("id", false)]
    public async Task What_no_other_serves_is_built(string columns, bool unique)
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await Server.ExecuteAsync("DELETE FROM orders WHERE id > 1", database, Token);
        await Server.ExecuteAsync("CREATE INDEX there ON orders (customer, state DESC, id)", database, Token);

        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, columns.Split(',')) with { Unique = unique }, cancellationToken: Token));

        Assert.Equal(ChangeStatus.Done, change.Status);
    }

    [Fact]
    public async Task Indexes_made_needless_are_named_and_left()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await Server.ExecuteAsync("CREATE INDEX shorter ON orders (customer)", database, Token);
        await Server.ExecuteAsync("CREATE INDEX other ON orders (state)", database, Token);

        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, "customer", "state"), cancellationToken: Token));

        Assert.Equal(["shorter"], change.Superseded);
        Assert.Contains(await IndexesAsync(runtime, database), i => i.Index == "shorter");
    }

    [Fact]
    public async Task A_unique_index_over_duplicates_fails_and_leaves_nothing()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { Unique = true }, cancellationToken: Token);

        Assert.Equal(ChangeStatus.Failed, Change(said, errors: 1).Status);
        Assert.NotNull(said.Errors[0].RecommendedAction);
        Assert.DoesNotContain(await IndexesAsync(runtime, database), i => i.Index.StartsWith("orders_customer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_partial_index_over_an_expression_is_known_again_however_it_is_written()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var request = Request(database, "(lower(state)) DESC", "customer") with { Where = "state <> 'x' AND customer > 3" };
        if (!HasPartialIndexes)
        {
            Assert.Equal("InvalidParameter", Assert.Single((await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token)).Errors).Id);
            return;
        }
        Assert.Equal(ChangeStatus.Done, Change(await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token)).Status);

        var again = await runtime.RunAsync("New-DbaIndex", Request(database, "LOWER( \"state\" ) DESC", "customer") with { Where = "(state<>'x'   and \"customer\" > 3)" }, cancellationToken: Token);
        var other = await runtime.RunAsync("New-DbaIndex", request with { Where = "state <> 'y' AND customer > 3" }, cancellationToken: Token);

        Assert.Equal("IndexCovered", Assert.Single(again.Errors).Id);
        Assert.Equal(ChangeStatus.Done, Change(other).Status);
    }

    [Fact]
    public async Task Names_of_any_kind_are_kept()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var table = OddName;
        const string column = "or;der, --";
        await Server.ExecuteAsync($"CREATE TABLE \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\" (\"{column}\" int, \"select\" int)", database, Token);

        var change = Change(await runtime.RunAsync("New-DbaIndex", Request(database, column, "select") with { Table = table, Index = "i\"n' dex\n;" }, cancellationToken: Token));

        Assert.Equal(ChangeStatus.Done, change.Status);
        var found = Assert.Single(await IndexesAsync(runtime, database), i => i.Table == table);
        Assert.Equal("i\"n' dex\n;", found.Index);
    }

    [Theory]
    [InlineData("orders", "nothing", null, "ColumnMissing")]
    [InlineData("nothing", "id", null, "ObjectMissing")]
    [InlineData("orders", "id", "(taken)", "IndexNameTaken")]
    [InlineData("orders", "id; DROP TABLE orders", null, "InvalidParameter")]
    [InlineData("orders", "(id); DROP TABLE orders --", null, "InvalidParameter")]
    public async Task Bad_input_is_refused_before_anything_runs(string table, string column, string? index, string error)
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();

        await Server.ExecuteAsync("CREATE INDEX there ON orders (state)", database, Token);

        var said = await runtime.RunAsync("New-DbaIndex", Request(database, column) with { Table = table, Index = index is null ? null : TakenName }, cancellationToken: Token);

        Assert.Equal(error, Assert.Single(said.Errors).Id);
        Assert.NotNull(said.Errors[0].RecommendedAction);
        Assert.Empty(said.Prompts);
        Assert.Empty(said.Written);
    }

    [Fact]
    public async Task An_unknown_column_in_an_expression_is_found_before_anything_runs()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { Where = "nothing > 1" }, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token);

        Assert.Contains(HasPartialIndexes ? "nothing" : "partial", Assert.Single(said.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(said.Prompts);
    }

    [Fact]
    public async Task Its_benefit_is_measured()
    {
        var database = await DatabaseAsync(rows: 100_000);
        await using var runtime = new TestRuntime();
        var request = Request(database, "customer") with { Measure = ["SELECT count(*) FROM orders WHERE customer = 77", "SELECT state FROM orders WHERE customer = 3"], RevertIfWorse = true, Repeat = 31 };

        // So many rounds that a busy machine's stalls, which hit a few of them, move no quartile.
        var change = Change(await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token));

        Assert.False(change.Reverted);
        Assert.InRange(change.MeasuredBenefit!.Value, 0.3, 1);
        Assert.Equal(2, change.Measurements.Count);
        Assert.Equal(change.Before!.Value.Ticks, change.Measurements.Sum(m => m.Before.Ticks));
        Assert.Matches("^[0-9a-f]{16}$", change.Measurements[0].Fingerprint);
    }

    [Fact]
    public async Task One_that_brings_nothing_is_taken_back()
    {
        var database = await DatabaseAsync(rows: 20_000);
        await using var runtime = new TestRuntime();
        var request = Request(database, "state") with { Measure = ["SELECT count(*), sum(customer) FROM orders"], RevertIfWorse = true, MinBenefit = 1 };

        var said = await runtime.RunAsync("New-DbaIndex", request, cancellationToken: Token);

        var change = Change(said);
        Assert.True(change.Reverted);
        Assert.Null(change.UndoSql);
        Assert.Contains(said.Warnings, w => w.Contains("dropped again", StringComparison.Ordinal));
        Assert.DoesNotContain(await IndexesAsync(runtime, database), i => i.Index == change.Index);
    }

    [Fact]
    public async Task Nothing_is_built_when_nothing_could_be_measured()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "state") with { Measure = ["SELECT nothing FROM orders", "DELETE FROM orders"], RevertIfWorse = true }, cancellationToken: Token);

        Assert.Equal(3, said.Errors.Count);
        Assert.Equal("InvalidParameter", said.Errors[2].Id);
        Assert.Empty(said.Written);
        Assert.Empty(await IndexesAsync(runtime, database));
    }

    [Fact]
    public async Task Cancelled_while_measuring_it_says_that_the_index_stays()
    {
        var database = await DatabaseAsync(rows: 20_000);
        await using var runtime = new TestRuntime();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pipeline = new FakePipeline();

        var running = runtime.RunAsync("New-DbaIndex", Request(database, "state") with { Measure = ["SELECT sum(customer) FROM orders"], Repeat = 500 }, pipeline, stop.Token);
        // It says that it times the queries anew once the index is built.
        while (!running.IsCompleted && !Snapshot(pipeline.Updates).Any(u => u.Activity.StartsWith("Timing queries with ", StringComparison.Ordinal)))
        {
            await Task.Delay(20, Token);
        }
        Assert.Contains(await IndexesAsync(runtime, database), i => i.IsValid);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Contains(pipeline.Warnings, w => w.Contains("is built and stays", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reverting_needs_something_to_measure()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "state") with { RevertIfWorse = true }, cancellationToken: Token);
        Assert.Equal("InvalidParameter", Assert.Single(said.Errors).Id);
    }

    protected NewIndexRequest Request(string database, params string[] columns) => new() { Server = [Server.UriOf(database)], Table = "orders", Column = columns };

    protected async Task<string> DatabaseAsync(int rows = 1000)
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync($"CREATE TABLE orders (id int NOT NULL, customer int NOT NULL, state {TextType})", database, Token);
        await Server.ExecuteAsync(Fill("orders", rows), database, Token);
        return database;
    }

    protected async Task<IReadOnlyList<DbaIndex>> IndexesAsync(TestRuntime runtime, string database)
    {
        var said = await runtime.RunAsync("Get-DbaIndex", new IndexListRequest { Server = [Server.UriOf(database)] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaIndex>();
    }

    protected static ProgressUpdate[] Snapshot(List<ProgressUpdate> updates)
    {
        try
        {
            return [.. updates];
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // It grew while it was copied.
            return [];
        }
    }

    protected static DbaIndexChange Change(FakePipeline said, int errors = 0)
    {
        Assert.True(said.Errors.Count == errors, string.Join("\n", said.Errors.Select(e => $"{e} {e.Cause} {e.Statement}")));
        return Assert.Single(said.Of<DbaIndexChange>());
    }
}
