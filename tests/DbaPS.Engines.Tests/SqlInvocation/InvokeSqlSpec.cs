using System.Collections;
using System.Data;
using System.Globalization;
using System.Reflection;
using DbaPS.Connections;
using DbaPS.Pipeline;
using DbaPS.Profiles;
using DbaPS.SqlInvocation;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>Invoke-DbaSql on any engine: what statements give, and what happens when they fail.</summary>
[Covers("Invoke-DbaSql")]
public abstract class InvokeSqlSpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    /// <summary>A statement that runs for minutes.</summary>
    protected abstract string LongStatement { get; }

    /// <summary>A query that takes some tenths of a second of work.</summary>
    protected virtual string BusyStatement => $"SELECT count(*) AS n FROM ({MillionRows}) AS r WHERE text LIKE '%9%9%9%9%'";

    /// <summary>A query of a million rows: i, text, half.</summary>
    protected virtual string MillionRows =>
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i, 'row ' || i AS text, i * 0.5e0 AS half FROM n";

    [Fact]
    public async Task Gives_rows_as_objects_with_a_property_a_column()
    {
        var row = Assert.Single(await RowsAsync("SELECT 7 AS id, 'Ada' AS name, 1.5e0 AS size, NULL AS blank"));
        Assert.Equal(7L, Convert.ToInt64(Get(row, "id"), CultureInfo.InvariantCulture));
        Assert.Equal("Ada", Get(row, "name"));
        Assert.Equal(1.5, Convert.ToDouble(Get(row, "size"), CultureInfo.InvariantCulture));
        Assert.Null(Get(row, "blank"));
        Assert.True(row.GetType().IsPublic);
        Assert.True(Nullable.GetUnderlyingType(row.GetType().GetProperty("id")!.PropertyType)!.IsPrimitive);
        Assert.Equal("@{id=7; name=Ada; size=1.5; blank=}", row.ToString());
    }

    [Fact]
    public async Task Makes_column_names_unique_ignoring_case_and_keeps_the_originals()
    {
        var row = Assert.Single(await RowsAsync("SELECT 1 AS id, 2 AS \"ID\", 3 AS \"id_2\", 4 AS \"with space\""));
        var properties = row.GetType().GetProperties();
        Assert.Equal(["id", "ID_3", "id_2", "with space"], properties.Select(p => p.Name));
        Assert.Equal(["id", "ID", "id_2", "with space"], properties.Select(p => p.GetCustomAttribute<OriginalNameAttribute>()!.Name));
        Assert.Equal([1L, 2L, 3L, 4L], properties.Select(p => Convert.ToInt64(p.GetValue(row), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Gives_several_results_in_order_and_one_class_a_shape()
    {
        var rows = await RowsAsync("SELECT 1 AS a; SELECT 'x' AS b, 2 AS c; SELECT 3 AS a UNION ALL SELECT 4 ORDER BY 1");
        Assert.Equal(["@{a=1}", "@{b=x; c=2}", "@{a=3}", "@{a=4}"], rows.Select(r => r.ToString()));
        Assert.Same(rows[0].GetType(), rows[2].GetType());
        Assert.NotSame(rows[0].GetType(), rows[1].GetType());
    }

    [Fact]
    public async Task Sends_values_as_parameters()
    {
        var hostile = "'; DROP TABLE t; -- \" \\ $$ \u202E\U0001F600";
        var said = await RunAsync(new SqlRequest
        {
            Query = "SELECT @text AS text, @number + 1 AS number, @none AS none, @text AS again, '@text' AS literal -- @text",
            Parameters = new Dictionary<string, object?> { ["text"] = hostile, ["@Number"] = 41, ["none"] = null, ["unused"] = 1 },
        });
        Assert.Empty(said.Errors);
        var row = Assert.Single(said.Of<DbaRow>());
        Assert.Equal(hostile, Get(row, "text"));
        Assert.Equal(hostile, Get(row, "again"));
        Assert.Equal("@text", Get(row, "literal"));
        Assert.Equal(42L, Convert.ToInt64(Get(row, "number"), CultureInfo.InvariantCulture));
        Assert.Null(Get(row, "none"));
    }

    [Fact]
    public async Task Gives_hashtables_tables_and_scalars()
    {
        const string Query = "SELECT 1 AS id, 'a' AS name UNION ALL SELECT 2, NULL ORDER BY 1; SELECT 'second' AS result";

        var tables = (await RunAsync(new SqlRequest { Query = Query, As = RowForm.Hashtable })).Of<Hashtable>();
        Assert.Equal(3, tables.Count);
        Assert.Equal("a", tables[0]["NAME"]);
        Assert.True(tables[1].ContainsKey("name"));
        Assert.Null(tables[1]["name"]);

        var sets = (await RunAsync(new SqlRequest { Query = Query, As = RowForm.DataTable })).Of<DataTable>();
        Assert.Equal(["id,name:2", "result:1"], sets.Select(t => $"{string.Join(',', t.Columns.Cast<DataColumn>().Select(c => c.ColumnName))}:{t.Rows.Count}"));
        Assert.Equal(DBNull.Value, sets[0].Rows[1]["name"]);
        Assert.Equal(typeof(string), sets[0].Columns["name"]!.DataType);

        var scalars = (await RunAsync(new SqlRequest { Query = Query, As = RowForm.Scalar })).Written;
        Assert.Equal(["1", "second"], scalars.Select(s => Convert.ToString(s, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Gives_a_table_with_its_columns_where_there_are_no_rows()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int, name text)", database, Token);
        var table = Assert.Single((await RunAsync(new SqlRequest { Query = "SELECT * FROM t", As = RowForm.DataTable }, database)).Of<DataTable>());
        Assert.Empty(table.Rows);
        Assert.Equal(["id", "name"], table.Columns.Cast<DataColumn>().Select(c => c.ColumnName));
        Assert.Empty(await RowsAsync("SELECT * FROM t", database));
    }

    [Fact]
    public async Task Says_how_many_rows_a_statement_changed()
    {
        var database = Server.CreateDatabase();
        var said = await RunAsync(new SqlRequest { Query = "CREATE TABLE t (id int);\nINSERT INTO t VALUES (1), (2);\nDELETE FROM t WHERE id = 1" }, database);
        Assert.Empty(said.Errors);
        Assert.Empty(said.Written);
        Assert.Equal(["Line 2: 2 rows affected.", "Line 3: 1 row affected."], said.VerboseLines.Where(l => l.Contains("affected", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Keeps_the_statements_before_a_failure_unless_they_are_a_transaction()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY)", database, Token);
        const string Query = "INSERT INTO t VALUES (1);\nUPDATE t SET id = 2;\nINSERT INTO t VALUES (2);\nINSERT INTO t VALUES (3)";

        var said = await RunAsync(new SqlRequest { Query = Query, Transaction = true }, database);
        var error = Assert.Single(said.Errors);
        Assert.StartsWith("Line 3: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing of the transaction was kept", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));

        error = Assert.Single((await RunAsync(new SqlRequest { Query = Query }, database)).Errors);
        Assert.Contains("2 statements before it stay done", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    [Fact]
    public async Task Refuses_to_end_a_transaction_it_was_asked_to_keep()
    {
        var database = Server.CreateDatabase();
        var said = await RunAsync(new SqlRequest { Query = "CREATE TABLE t (id int);\nCOMMIT;\nSELECT 1 / 0", Transaction = true }, database);
        Assert.Equal("TransactionEndedByScript", Assert.Single(said.Errors).Id);
        await Assert.ThrowsAnyAsync<Exception>(() => Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    [Fact]
    public async Task Runs_script_files_and_names_file_and_line_of_a_failure()
    {
        var database = Server.CreateDatabase();
        using var folder = new SqliteFile();
        var (good, bad) = (Path.Combine(folder.Folder, "one.sql"), Path.Combine(folder.Folder, "two.sql"));
        await File.WriteAllTextAsync(good, "\uFEFF-- a script\nCREATE TABLE t (id int, text text);\nINSERT INTO t VALUES (1, 'a;b');\nSELECT * FROM t;\n", Token);
        await File.WriteAllTextAsync(bad, "/* two */\nSELECT 1 AS one;\n\nSELECT *\nFROM missing;\nDROP TABLE t;\n", Token);

        var said = await RunAsync(new SqlRequest { Path = [good, bad] }, database);
        Assert.Equal(["@{id=1; text=a;b}", "@{one=1}"], said.Of<DbaRow>().Select(r => r.ToString()));
        var error = Assert.Single(said.Errors);
        Assert.StartsWith($"{bad}, line ", error.Message, StringComparison.Ordinal);
        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));

        Assert.Equal("FileMissing", Assert.Single((await RunAsync(new SqlRequest { Path = [good + ".no"] }, database)).Errors).Id);
    }

    [Fact]
    public async Task Shows_the_sql_and_runs_nothing_when_asked_what_if()
    {
        var database = Server.CreateDatabase();
        var said = await RunAsync(new SqlRequest { Query = "CREATE TABLE t (id int)" }, database, new FakePipeline { Answer = ChangeAnswer.WhatIf });
        Assert.Empty(said.Errors);
        Assert.Empty(said.Written);
        Assert.Equal("CREATE TABLE t (id int)", Assert.Single(said.Prompts).Sql);
        await Assert.ThrowsAnyAsync<Exception>(() => Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    [Fact]
    public async Task Works_on_several_servers_at_once_and_goes_on_when_one_fails()
    {
        var (one, other) = (Server.CreateDatabase(), Server.CreateDatabase());
        await Server.ExecuteAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1)", one, Token);
        await Server.ExecuteAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (2)", other, Token);
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Invoke-DbaSql", new SqlRequest
        {
            Server = [Server.UriOf(one), Server.UriOf(null), Server.UriOf(other)],
            Query = "SELECT id FROM t",
            AppendServer = true,
        }, cancellationToken: Token);
        Assert.Equal(["1", "2"], said.Of<DbaRow>().Select(r => Convert.ToString(Get(r, "id"), CultureInfo.InvariantCulture)).Order());
        Assert.Equal(2, said.Of<DbaRow>().Select(r => Get(r, "Server")!.ToString()).Distinct().Count());
        Assert.All(said.Of<DbaRow>(), r => Assert.Equal(["Server", "Database", "id"], r.GetType().GetProperties().Select(p => p.Name)));
        Assert.Single(said.Errors);
    }

    [Fact]
    public async Task Refuses_parameters_that_do_not_go_together()
    {
        foreach (var request in (SqlRequest[])[new(), new() { Query = " " }, new() { Query = "SELECT 1", Into = "t" }, new() { Into = "t" },
            new() { Csv = "no-such-file.csv", Into = "t" }, new() { Csv = "x.csv", Path = ["x.sql"] }, new() { Query = "SELECT 1", Delimiter = "ab" }])
        {
            var said = await RunAsync(request);
            Assert.Equal("InvalidParameter", Assert.Single(said.Errors).Id);
        }
    }

    [Fact]
    public async Task Streams_a_million_rows_in_flat_memory_and_the_first_at_once()
    {
        var pipeline = new CountingPipeline();
        await using var runtime = new TestRuntime();
        await OperationsCatalogRunAsync(runtime, new SqlRequest { Server = [Server.Uri], Query = MillionRows }, pipeline);
        Assert.Empty(pipeline.Errors);
        Assert.Equal(1_000_000, pipeline.Count);
        // Ten samples along the way: what is alive does not grow with the rows that have gone by, which would be a hundred megabytes.
        // The least of two neighbours: other tests live in this process too.
        Assert.InRange(pipeline.Heap.Zip(pipeline.Heap.Skip(1), Math.Min).Skip(2).Max() - pipeline.Heap[1], long.MinValue, 32_000_000);
    }

    [Fact]
    public async Task Ends_a_statement_when_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var runtime = new TestRuntime();
        await runtime.RunAsync("Invoke-DbaSql", new SqlRequest { Server = [Server.Uri], Query = "SELECT 1" }, cancellationToken: Token);
        // On a thread of its own, as the pump does: an embedded engine works in the thread that calls it.
        var running = Task.Run(() => runtime.RunAsync("Invoke-DbaSql", new SqlRequest { Server = [Server.Uri], Query = LongStatement }, cancellationToken: stop.Token), Token);
        await WaitUntilRunsAsync();
        await stop.CancelAsync();
        var ended = await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(15), Token));
        Assert.Same(running, ended);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await VerifyEndedAsync();
    }

    [Fact]
    public async Task Ends_a_statement_whose_time_is_over()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var said = await RunAsync(new SqlRequest { Query = LongStatement, Timeout = TimeSpan.FromMilliseconds(300) });
        var error = Assert.Single(said.Errors);
        Assert.Equal("TimedOut", error.Id);
        Assert.Contains("-Timeout", error.RecommendedAction, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_limit_of_zero_lifts_the_limit_of_a_registered_server()
    {
        const string Variable = "DBAPS_TEST_LIMIT_PASSWORD";
        await using var runtime = new TestRuntime();
        var password = ServerAddress.Parse(Server.Uri).RevealPassword()?.Reveal();
        Environment.SetEnvironmentVariable(Variable, password);
        var registered = await runtime.RunAsync("Register-DbaServer", new RegisterServerRequest
        {
            Name = "hurried",
            Server = password is null ? Server.Uri : Server.Uri.Replace($":{Uri.EscapeDataString(password)}@", "@", StringComparison.Ordinal),
            Secret = password is null ? null : $"env:{Variable}",
            Timeout = TimeSpan.FromMilliseconds(100),
        }, cancellationToken: Token);
        Assert.Empty(registered.Errors);
        var request = new SqlRequest { Server = ["hurried"], Query = BusyStatement };
        Assert.Equal("TimedOut", Assert.Single((await runtime.RunAsync("Invoke-DbaSql", request, cancellationToken: Token)).Errors).Id);
        Assert.Empty((await runtime.RunAsync("Invoke-DbaSql", request with { Timeout = TimeSpan.Zero }, cancellationToken: Token)).Errors);
    }

    /// <summary>Waits until the server is at work on the long statement.</summary>
    protected virtual Task WaitUntilRunsAsync() => Task.Delay(300, Token);

    /// <summary>Holds that the server works on it no more.</summary>
    protected virtual Task VerifyEndedAsync() => Task.CompletedTask;

    protected static object? Get(object row, string property) => row.GetType().GetProperty(property)!.GetValue(row);

    protected async Task<IReadOnlyList<DbaRow>> RowsAsync(string query, string? database = null)
    {
        var said = await RunAsync(new SqlRequest { Query = query }, database);
        Assert.Empty(said.Errors);
        return said.Of<DbaRow>();
    }

    protected async Task<FakePipeline> RunAsync(SqlRequest request, string? database = null, FakePipeline? pipeline = null)
    {
        await using var runtime = new TestRuntime();
        return await runtime.RunAsync("Invoke-DbaSql", request with { Server = [Server.UriOf(database)] }, pipeline, Token);
    }

    private Task OperationsCatalogRunAsync(TestRuntime runtime, SqlRequest request, IPipeline pipeline) =>
        Operations.OperationCatalog.Find("Invoke-DbaSql")!.RunAsync(runtime.Runtime, request, pipeline, Token);
}
