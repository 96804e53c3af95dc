using DbaPS.Backups;
using DbaPS.Indexes;
using DbaPS.Restores;
using DbaPS.Servers;
using DbaPS.SlowQueries;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;
using Npgsql;

namespace DbaPS.Engines.Tests.SlowQueries;

/// <summary>Get-DbaSlowQuery on live counters.</summary>
[Covers("Get-DbaSlowQuery")]
public abstract class PostgreSqlSlowQuerySpec<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : SharedPostgreSql
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_holds_what_ran_in_it_and_nothing_before()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await ManyAsync(database, "SELECT count(*) FROM shelf WHERE id < {0}", 4);
        var pipeline = new FakePipeline();

        var running = runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Interval = TimeSpan.FromSeconds(6) }, pipeline, Token);
        // It says that it watches once it has the first reading.
        while (!running.IsCompleted && pipeline.Updates.Count == 0)
        {
            await Task.Delay(20, Token);
        }
        await ManyAsync(database, "SELECT count(*) FROM shelf WHERE id < {0}", 7);
        await ManyAsync(database, "SELECT note FROM shelf WHERE id = {0}", 2);
        await running;

        Assert.Empty(pipeline.Errors);
        var found = pipeline.Of<SlowQuery>();
        Assert.DoesNotContain(found, q => q.QueryText.Length < 8);
        var counted = Assert.Single(found, q => q.QueryText.StartsWith("SELECT count(*)", StringComparison.Ordinal));
        Assert.Equal((7, 7, "postgres", database), (counted.Calls, counted.Rows, counted.User, counted.Database));
        Assert.Equal(2, Assert.Single(found, q => q.QueryText.StartsWith("SELECT note", StringComparison.Ordinal)).Calls);
        Assert.InRange(counted.WindowEnd - counted.WindowStart, TimeSpan.FromSeconds(5.9), TimeSpan.FromSeconds(60));
        Assert.InRange(counted.ShareOfLoad, double.Epsilon, 1);
        Assert.Equal(QueryFingerprint.Of("select count(*) from shelf where id < 1", DbaPS.Sql.SqlDialect.PostgreSql), counted.Fingerprint);
        Assert.Equal(found.Select(q => q.TotalTime).OrderDescending(), found.Select(q => q.TotalTime));
        Assert.Contains(pipeline.Updates, u => u.Fraction is > 0 and < 1);
    }

    [Fact]
    public async Task Since_compares_with_the_history_and_one_reading_says_so()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await ManyAsync(database, "SELECT count(*) FROM shelf WHERE id < {0}", 3);

        var first = await runtime.RunAsync("Get-DbaSlowQuery", Request(database), cancellationToken: Token);
        await ManyAsync(database, "SELECT count(*) FROM shelf WHERE id < {0}", 5);
        var second = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Since = DateTimeOffset.UtcNow, NoHistory = true }, cancellationToken: Token);

        Assert.Contains(first.Warnings, w => w.Contains("one reading only", StringComparison.Ordinal));
        var whole = Assert.Single(first.Of<SlowQuery>(), q => q.QueryText.StartsWith("SELECT count(*)", StringComparison.Ordinal));
        Assert.Equal(3, whole.Calls);
        Assert.Equal(whole.StatsReset, whole.WindowStart);
        Assert.Empty(second.Errors);
        Assert.Equal(5, Assert.Single(second.Of<SlowQuery>(), q => q.QueryText.StartsWith("SELECT count(*)", StringComparison.Ordinal)).Calls);
    }

    [Fact]
    public async Task No_history_leaves_none()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { NoHistory = true }, cancellationToken: Token);
        var said = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Since = DateTimeOffset.UtcNow.AddHours(-1) }, cancellationToken: Token);
        Assert.Contains(said.Warnings, w => w.Contains("no earlier reading", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_texts_nor_the_history_hold_a_secret()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await server.ExecuteAsync($"CREATE ROLE canary_{Guid.NewGuid():N} PASSWORD 'canary-hunter2'", database, Token);
        await server.ExecuteAsync("DO $$ BEGIN PERFORM 'host=x password=canary-hunter2'; END $$", database, Token);

        var said = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Top = 10_000, Database = [] }, cancellationToken: Token);

        Assert.Contains(said.Of<SlowQuery>(), q => q.QueryText.Contains("PASSWORD", StringComparison.Ordinal) && q.QueryText.Contains("CREATE ROLE canary", StringComparison.Ordinal));
        Assert.DoesNotContain(said.Of<SlowQuery>(), q => q.ToString().Contains("canary-hunter2", StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(runtime.Folder))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("canary-hunter2", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task DbaPS_itself_is_left_out_unless_asked_for()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await runtime.RunAsync("Get-DbaSlowQuery", Request(database), cancellationToken: Token);

        var without = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Top = 1000 }, cancellationToken: Token);
        var with = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Top = 1000, IncludeOwn = true, IncludeSystem = true }, cancellationToken: Token);

        Assert.DoesNotContain(without.Of<SlowQuery>(), q => q.QueryText.Contains("pg_stat_statements AS s", StringComparison.Ordinal));
        Assert.Contains(with.Of<SlowQuery>(), q => q.QueryText.Contains("pg_stat_statements AS s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_DbaPS_its_driver_its_pool_and_pg_dump_send_is_left_out()
    {
        var database = await DatabaseAsync();
        var copy = $"{database}_copy";
        await using var runtime = new TestRuntime();
        await runtime.RunAsync("Get-DbaSlowQuery", Request(database), cancellationToken: Token);
        await ManyAsync(database, "SELECT count(*) FROM shelf WHERE id < {0}", 3);
        foreach (var (cmdlet, request) in new (string, object)[]
        {
            ("Get-DbaServer", new ServerIdentityRequest { Server = [server.UriOf(database)] }),
            ("Get-DbaTable", new TableListRequest { Server = [server.UriOf(database)] }),
            ("Get-DbaIndex", new IndexListRequest { Server = [server.UriOf(database)] }),
        })
        {
            Assert.Empty((await runtime.RunAsync(cmdlet, request, cancellationToken: Token)).Errors);
        }
        var backup = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [server.UriOf(database)], Path = Path.Combine(runtime.Folder, "b"), ToolPath = PostgreSqlClients.For(server.Server) }, cancellationToken: Token);
        Assert.Empty(backup.Errors);
        var restore = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [server.Uri], Path = backup.Of<DbaBackup>()[0].Path, NewName = copy }, cancellationToken: Token);
        Assert.Empty(restore.Errors);

        var said = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Database = [database, copy], Since = DateTimeOffset.UtcNow, Top = 1000 }, cancellationToken: Token);
        var all = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Database = [database, copy], Top = 1000, IncludeOwn = true, IncludeSystem = true }, cancellationToken: Token);

        Assert.Equal(["SELECT count(*) FROM shelf WHERE id < $1"], said.Of<SlowQuery>().Where(q => q.QueryText != "COMMIT").Select(q => q.QueryText));
        Assert.Contains(all.Of<SlowQuery>(), q => q.QueryText == "DISCARD ALL");
        Assert.Contains(all.Of<SlowQuery>(), q => q.QueryText.StartsWith("COPY", StringComparison.Ordinal) && q.Database == copy);
    }

    [Fact]
    public async Task A_reset_inside_the_window_is_told()
    {
        await using var own = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = server.Server.Major }, Token);
        Assert.SkipUnless(own.HasContrib, "pg_stat_statements of this version is not installed: tests/servers/install adds it.");
        await own.ExecuteAsync("CREATE EXTENSION pg_stat_statements", null, Token);
        await using var runtime = new TestRuntime();
        await runtime.RunAsync("Get-DbaSlowQuery", new SlowQueryRequest { Server = [own.Uri] }, cancellationToken: Token);
        await Task.Delay(50, Token);
        await own.ExecuteAsync("SELECT pg_stat_statements_reset()", null, Token);
        await own.ExecuteAsync("SELECT 4711", null, Token);

        var said = await runtime.RunAsync("Get-DbaSlowQuery", new SlowQueryRequest { Server = [own.Uri], Since = DateTimeOffset.UtcNow }, cancellationToken: Token);

        Assert.Contains(said.Warnings, w => w.Contains("were reset at", StringComparison.Ordinal));
        var found = Assert.Single(said.Of<SlowQuery>(), q => q.QueryText == "SELECT $1");
        Assert.Equal(1, found.Calls);
        Assert.Equal(found.StatsReset, found.WindowStart);
    }

    [Fact]
    public async Task Order_filters_and_cancellation_hold()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await ManyAsync(database, "SELECT count(*) FROM shelf WHERE id < {0}", 3);
        await ManyAsync(database, "SELECT 1 + {0}", 9);
        await server.ExecuteAsync("SELECT pg_sleep(0.05)", database, Token);

        var byCalls = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { OrderBy = SlowQueryOrder.Calls, Top = 1 }, cancellationToken: Token);
        var slow = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { MinMeanTime = TimeSpan.FromMilliseconds(45), User = ["post*"] }, cancellationToken: Token);
        var nobody = await runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { User = ["nobody"] }, cancellationToken: Token);
        using var stop = new CancellationTokenSource(300);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal(9, Assert.Single(byCalls.Of<SlowQuery>()).Calls);
        Assert.Contains(slow.Of<SlowQuery>(), q => q.QueryText.Contains("pg_sleep", StringComparison.Ordinal));
        Assert.Empty(nobody.Written);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.RunAsync("Get-DbaSlowQuery", Request(database) with { Interval = TimeSpan.FromMinutes(5) }, cancellationToken: stop.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private SlowQueryRequest Request(string database) => new() { Server = [server.UriOf(database)], Database = [database] };

    private async Task<string> DatabaseAsync()
    {
        Assert.SkipUnless(server.Server.HasContrib, "pg_stat_statements of this version is not installed: tests/servers/install adds it.");
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE EXTENSION pg_stat_statements; CREATE TABLE shelf (id int, note text); INSERT INTO shelf SELECT n, 'x' FROM generate_series(1, 500) AS n", database, Token);
        return database;
    }

    /// <summary>One after another, each by itself, with the number in its place.</summary>
    private async Task ManyAsync(string database, string sql, int times)
    {
        await using var connection = await server.Server.OpenAsync(database, Token);
        for (var i = 1; i <= times; i++)
        {
            await using var command = new NpgsqlCommand(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, i), connection);
            await command.ExecuteScalarAsync(Token);
        }
    }
}
