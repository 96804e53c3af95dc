using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.PostgreSql;
using DbaPS.PostgreSql.Connections;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>What a session's connections are like.</summary>
public sealed class PostgreSqlSessionTests(PostgreSql15 shared) : IClassFixture<PostgreSql15>
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_are_the_sessions_whatever_the_role_says_and_outlive_the_pools_reset()
    {
        var database = shared.CreateDatabase();
        var role = $"odd_{database}";
        await shared.ExecuteAsync($"""
            CREATE ROLE {role} LOGIN PASSWORD 'pw';
            ALTER ROLE {role} SET DateStyle = 'German';
            ALTER ROLE {role} SET IntervalStyle = 'sql_standard';
            ALTER ROLE {role} SET TimeZone = 'Asia/Tokyo';
            ALTER ROLE {role} SET bytea_output = 'escape';
            ALTER ROLE {role} SET extra_float_digits = -5;
            ALTER ROLE {role} SET standard_conforming_strings = off;
            ALTER ROLE {role} SET statement_timeout = '1h';
            """, cancellationToken: Token);
        await using var session = await ConnectAsync(shared.Server.UriFor(role, "pw", database) + "?options=-c%20search_path%3Dodd", new ConnectOptions
        {
            ApplicationName = "it's a test",
            StatementTimeout = TimeSpan.FromSeconds(77),
            LockTimeout = TimeSpan.FromMilliseconds(1500),
            ReadOnly = true,
        });
        for (var round = 0; round < 2; round++)
        {
            await using var connection = await session.OpenAsync(Token);
            async Task<string> Show(string name)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SHOW {name}";
                return Convert.ToString(await command.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture)!;
            }
            Assert.StartsWith("ISO", await Show("DateStyle"), StringComparison.Ordinal);
            Assert.Equal("postgres", await Show("IntervalStyle"));
            Assert.Equal("UTC", await Show("TimeZone"));
            Assert.Equal("UTF8", await Show("client_encoding"));
            Assert.Equal("hex", await Show("bytea_output"));
            Assert.Equal("1", await Show("extra_float_digits"));
            Assert.Equal("on", await Show("standard_conforming_strings"));
            Assert.Equal("it's a test", await Show("application_name"));
            Assert.Equal("77s", await Show("statement_timeout"));
            Assert.Equal("1500ms", await Show("lock_timeout"));
            Assert.Equal("on", await Show("default_transaction_read_only"));
            Assert.Equal("odd", await Show("search_path"));
            await using var spoil = connection.CreateCommand();
            spoil.CommandText = "SET TimeZone = 'Asia/Tokyo'; SET statement_timeout = 0; SET default_transaction_read_only = off; SET search_path = x";
            await spoil.ExecuteNonQueryAsync(Token);
        }
    }

    [Fact]
    public async Task Without_a_time_out_statements_run_as_long_as_they_take()
    {
        await using var session = await ConnectAsync(shared.Uri);
        Assert.Equal("0", await ScalarAsync(session, "SHOW statement_timeout"));
    }

    [Fact]
    public async Task Connections_are_pooled()
    {
        await using var session = await ConnectAsync(shared.Uri);
        Assert.Equal(await ScalarAsync(session, "SELECT pg_backend_pid()"), await ScalarAsync(session, "SELECT pg_backend_pid()"));
    }

    [Fact]
    public async Task A_statement_over_its_time_is_a_time_out_that_names_the_option()
    {
        await using var session = await ConnectAsync(shared.Uri, new ConnectOptions { StatementTimeout = TimeSpan.FromMilliseconds(100) });
        var error = await FailureAsync(session, "SELECT pg_sleep(10)");
        Assert.Equal(("TimedOut", DbaErrorCategory.OperationTimeout, "57014"), (error.Id, error.Category, error.NativeCode));
        Assert.Contains("-Timeout", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_too_long_for_a_lock_is_told_apart()
    {
        var database = shared.CreateDatabase();
        await shared.ExecuteAsync("CREATE TABLE t (id int)", database, Token);
        await using var holder = await shared.Server.OpenAsync(database, Token);
        await using var transaction = await holder.BeginTransactionAsync(Token);
        await using var locking = holder.CreateCommand();
        locking.CommandText = "LOCK TABLE t";
        await locking.ExecuteNonQueryAsync(Token);
        await using var session = await ConnectAsync(shared.UriOf(database), new ConnectOptions { LockTimeout = TimeSpan.FromMilliseconds(100) });

        var error = await FailureAsync(session, "SELECT * FROM t");

        Assert.Equal(("TimedOut", DbaErrorCategory.ResourceBusy, "55P03"), (error.Id, error.Category, error.NativeCode));
        Assert.Contains("-LockTimeout", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE x (id int)", DbaErrorCategory.InvalidOperation, "25006", "-ReadOnly")]
    [InlineData("SELECT * FROM nothing_here", DbaErrorCategory.ObjectNotFound, "42P01", "schema")]
    [InlineData("SELECT nothing_here FROM pg_class", DbaErrorCategory.ObjectNotFound, "42703", "column")]
    [InlineData("SELECT nothing_here()", DbaErrorCategory.ObjectNotFound, "42883", "extension")]
    [InlineData("SELEC 1", DbaErrorCategory.SyntaxError, "42601", "Correct")]
    [InlineData("SELECT 1/0", DbaErrorCategory.InvalidData, "22012", "Correct")]
    [InlineData("SELECT 'x'::int", DbaErrorCategory.InvalidArgument, "22P02", "form")]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION 'no' USING HINT = 'try yes'; END $$", DbaErrorCategory.InvalidOperation, "P0001", "Correct")]
    public async Task Failures_have_their_kind_and_advice(string sql, DbaErrorCategory category, string code, string advice)
    {
        await using var session = await ConnectAsync(shared.Uri, new ConnectOptions { ReadOnly = true });
        var error = await FailureAsync(session, sql);
        Assert.Equal((category, code), (error.Category, error.NativeCode));
        Assert.Contains(advice, error.RecommendedAction, StringComparison.Ordinal);
        Assert.NotNull(error.Cause);
    }

    [Fact]
    public async Task A_missing_right_names_the_role()
    {
        var database = shared.CreateDatabase();
        await shared.ExecuteAsync($"CREATE TABLE t (id int); CREATE ROLE poor_{database} LOGIN PASSWORD 'pw'", database, Token);
        await using var session = await ConnectAsync(shared.Server.UriFor($"poor_{database}", "pw", database));
        var error = await FailureAsync(session, "SELECT * FROM t");
        Assert.Equal(("PermissionDenied", "42501"), (error.Id, error.NativeCode));
        Assert.Contains($"poor_{database}", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_notices_arrive()
    {
        var heard = new List<string>();
        ServerMessages.SendTo(heard.Add);
        await using var session = await ConnectAsync(shared.Uri);
        await ScalarAsync(session, "DO $$ BEGIN RAISE NOTICE 'half way'; RAISE WARNING 'careful'; END $$");
        Assert.Equal(["NOTICE: half way", "WARNING: careful"], heard);
    }

    [Fact]
    public async Task Cancelling_ends_the_statement_on_the_server()
    {
        var mark = $"cancel_{Guid.NewGuid():N}";
        await using var session = await ConnectAsync(shared.Uri, new ConnectOptions { ApplicationName = mark[..30] });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = ScalarAsync(session, "SELECT pg_sleep(60)", stop.Token);
        var busy = $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{mark[..30]}' AND state = 'active'";
        while (await shared.ScalarAsync(busy, cancellationToken: Token) is not 1L)
        {
            await Task.Delay(20, Token);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        while (await shared.ScalarAsync(busy, cancellationToken: Token) is not 0L)
        {
            await Task.Delay(20, Token);
        }
    }

    [Fact]
    public async Task A_server_that_goes_away_is_said_to_be_gone()
    {
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        await using var session = await ConnectAsync(server.Uri);
        var running = FailureAsync(session, "SELECT pg_sleep(60)");
        while (await server.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND state = 'active'", cancellationToken: Token) is not 1L)
        {
            await Task.Delay(20, Token);
        }
        await server.CrashAsync(Token);
        Assert.Equal(DbaErrorCategory.ConnectionError, (await running).Category);
        Assert.Equal("ServerUnreachable", (await Assert.ThrowsAsync<DbaException>(async () => await ScalarAsync(session, "SELECT 1"))).Error.Id);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(13, false)]
    [InlineData(14, true)]
    [InlineData(18, true)]
    public void Old_versions_are_refused(int major, bool served)
    {
        var version = new ServerVersion(major, 1, 0, $"{major}.1");
        if (served)
        {
            Assert.Null(PostgreSqlSession.Judge(version, "pg://db"));
            return;
        }
        var error = Assert.Throws<DbaException>(() => PostgreSqlSession.Judge(version, "pg://db")).Error;
        Assert.Equal("VersionUnsupported", error.Id);
        Assert.Contains($"{major}.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("14 to 18", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_version_is_a_warning()
    {
        Assert.Contains("19beta1", PostgreSqlSession.Judge(new ServerVersion(19, 0, 0, "19beta1"), "pg://db"), StringComparison.Ordinal);
    }

    private static async Task<string?> ScalarAsync(PostgreSqlSession session, string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken)), CultureInfo.InvariantCulture);
    }

    private async Task<DbaError> FailureAsync(PostgreSqlSession session, string sql) =>
        (await Assert.ThrowsAsync<DbaException>(() => ScalarAsync(session, sql, Token))).Error;

    private Task<PostgreSqlSession> ConnectAsync(string address, ConnectOptions? options = null) =>
        PostgreSqlSession.ConnectAsync(ConnectionSettings.Resolve(ServerAddress.Parse(address), options ?? new ConnectOptions()), Token);
}
