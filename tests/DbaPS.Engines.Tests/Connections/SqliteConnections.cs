using System.Diagnostics;
using System.Runtime.Loader;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Errors;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

[Covers("Connect-DbaServer", On = [typeof(SqliteServer)])]
public sealed class SqliteConnections(SqliteServer server) : IClassFixture<SqliteServer>
{
    private static readonly string EndlessCount = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_file_is_an_error_that_says_how_to_make_one()
    {
        await using var runtime = new TestRuntime();
        var path = Path.Combine(server.Folder, "not-there.db");

        var error = await runtime.RefusalAsync($"sqlite:{path}", cancellationToken: Token);

        Assert.Equal("DatabaseFileMissing", error.Id);
        Assert.Contains("mode=rwc", error.RecommendedAction, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Rwc_makes_the_file()
    {
        await using var runtime = new TestRuntime();
        var path = Path.Combine(server.Folder, "made ü ?#%.db");

        var session = await runtime.ConnectAsync($"sqlite:{Uri.EscapeDataString(path)}?mode=rwc", cancellationToken: Token);

        Assert.True(File.Exists(path));
        Assert.Equal("made ü ?#%.db", session.Database);
        Assert.Equal($"sqlite:{path}", session.Server.Address);
        Assert.Equal("Sqlite", session.Engine.Name);
    }

    [Theory]
    [InlineData("This is a letter, not a database. It is long enough to have a header.")]
    [InlineData("SQLite format 3\0but the rest of the page is nothing of the kind at all, and so it goes on and on and on ....................")]
    public async Task A_file_that_is_no_database_is_named_as_such(string content)
    {
        await using var runtime = new TestRuntime();
        var path = Path.Combine(server.Folder, $"{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(path, content, Token);

        var error = await runtime.RefusalAsync($"sqlite:{path}", cancellationToken: Token);

        Assert.Equal("NotADatabase", error.Id);
        Assert.Equal(DbaErrorCategory.InvalidData, error.Category);
        Assert.Equal(content, await File.ReadAllTextAsync(path, Token));
    }

    [Theory]
    [InlineData("?mode=append", "none of ro, rw, rwc")]
    [InlineData("?timeout=3", "no option 'timeout'")]
    public async Task An_unknown_option_is_refused(string options, string why)
    {
        await using var runtime = new TestRuntime();

        var error = await runtime.RefusalAsync(server.Uri + options, cancellationToken: Token);

        Assert.Equal("MalformedAddress", error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_not_a_database()
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync($"sqlite:{server.Folder}", cancellationToken: Token);
        Assert.Equal("DatabaseCantOpen", error.Id);
        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relative_path_counts_from_the_current_folder()
    {
        await using var runtime = new TestRuntime();
        var path = server.CreateDatabase();
        var session = await runtime.ConnectAsync($"sqlite:{Path.GetRelativePath(Environment.CurrentDirectory, path)}", cancellationToken: Token);
        Assert.Equal($"sqlite:{path}", session.Server.Address);
    }

    [Fact]
    public async Task A_connection_string_with_the_engine_s_name_opens_too()
    {
        await using var runtime = new TestRuntime();
        var path = server.CreateDatabase();
        var session = await runtime.Runtime.Sessions.OpenAsync($"Data Source={path};Mode=ReadOnly", new EngineId("Sqlite"), new ConnectOptions(), isImplicit: false, Token);
        Assert.Equal($"sqlite:{path}", session.Server.Address);
    }

    [Fact]
    public async Task The_driver_lives_in_the_part_s_own_load_context()
    {
        await using var runtime = new TestRuntime();
        await runtime.ConnectAsync(server.Uri, cancellationToken: Token);

        var contexts = AssemblyLoadContext.All.Where(c => c.Assemblies.Any(a => a.GetName().Name == "Microsoft.Data.Sqlite")).Select(c => c.Name).ToList();

        Assert.Contains("DbaPS part DbaPS.Sqlite", contexts);
    }

    [Fact]
    public async Task Another_file_of_the_folder_is_entered_by_name()
    {
        await using var runtime = new TestRuntime();
        var other = server.CreateDatabase();
        var session = await runtime.ConnectAsync(server.UriOf(server.CreateDatabase()), cancellationToken: Token);

        await using var scope = await session.EnterAsync(Path.GetFileName(other), Token);
        Assert.Equal(Path.GetFileName(other), scope.Database);
        Assert.Equal(other, scope.Native.Address.Path);

        var missing = await Assert.ThrowsAsync<DbaException>(() => session.EnterAsync("nowhere.db", Token));
        Assert.Equal("DatabaseMissing", missing.Error.Id);
        Assert.Contains(Path.GetDirectoryName(other)!, missing.Error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_memory_lives_as_long_as_its_session()
    {
        await using var session = await SqliteSessionOf("sqlite::memory:");
        using (var link = session.OpenLink(Token))
        {
            link.Execute("CREATE TABLE t (id INTEGER)");
        }
        using var again = session.OpenLink(Token);
        Assert.Equal(0L, again.Scalar("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("?mode=ro", false)]
    [InlineData("", true)]
    public async Task Read_only_intent_is_kept(string options, bool readOnly)
    {
        var path = server.CreateDatabase();
        await using var session = await SqliteSessionOf(server.UriOf(path) + options, new ConnectOptions { ReadOnly = readOnly });
        using var link = session.OpenLink(Token);
        var failure = Assert.Throws<DbaException>(() => link.Execute("CREATE TABLE t (id INTEGER)"));
        Assert.Equal("DatabaseReadOnly", failure.Error.Id);
        Assert.True(session.IsReadOnly);
    }

    [Fact]
    public async Task Cancelling_ends_a_long_statement()
    {
        await using var session = await SqliteSessionOf(server.Uri);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        source.CancelAfter(200);
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.RunAsync(link => link.Scalar(EndlessCount), source.Token));

        Assert.InRange(watch.ElapsedMilliseconds, 150, 5000);
    }

    [Fact]
    public async Task A_statement_ends_when_its_time_is_over()
    {
        await using var session = await SqliteSessionOf(server.Uri, new ConnectOptions { StatementTimeout = TimeSpan.FromMilliseconds(200) });
        var failure = await Assert.ThrowsAsync<DbaException>(() => session.RunAsync(link => link.Scalar(EndlessCount), Token));
        Assert.Equal("TimedOut", failure.Error.Id);
        Assert.Equal(DbaErrorCategory.OperationTimeout, failure.Error.Category);
    }

    [Fact]
    public async Task A_lock_is_waited_for_as_long_as_allowed_and_no_longer()
    {
        var path = server.CreateDatabase();
        await using var session = await SqliteSessionOf(server.UriOf(path), new ConnectOptions { LockTimeout = TimeSpan.FromMilliseconds(300) });
        using var holder = session.OpenLink(Token);
        holder.Execute("BEGIN EXCLUSIVE");
        var watch = Stopwatch.StartNew();

        var failure = await Assert.ThrowsAsync<DbaException>(() => session.RunAsync(link => link.Execute("CREATE TABLE t (id INTEGER)"), Token));

        Assert.Equal("DatabaseBusy", failure.Error.Id);
        Assert.InRange(watch.ElapsedMilliseconds, 250, 5000);
        holder.Execute("ROLLBACK");
        await session.RunAsync(link => link.Execute("CREATE TABLE t (id INTEGER)"), Token);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_lock()
    {
        var path = server.CreateDatabase();
        await using var session = await SqliteSessionOf(server.UriOf(path), new ConnectOptions { LockTimeout = TimeSpan.FromMinutes(5) });
        using var holder = session.OpenLink(Token);
        holder.Execute("BEGIN EXCLUSIVE");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        source.CancelAfter(200);
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.RunAsync(link => link.Execute("CREATE TABLE t (id INTEGER)"), source.Token));

        Assert.InRange(watch.ElapsedMilliseconds, 150, 5000);
    }

    [Fact]
    public async Task Failures_keep_sqlite_s_code_and_the_statement()
    {
        await using var session = await SqliteSessionOf(server.Uri);
        using var link = session.OpenLink(Token);

        var error = Assert.Throws<DbaException>(() => link.Scalar("SELECT * FROM nowhere")).Error;

        Assert.Equal("1", error.NativeCode);
        Assert.Equal(DbaErrorCategory.ObjectNotFound, error.Category);
        Assert.Equal("SELECT * FROM nowhere", error.Statement);
        Assert.Equal($"{server.Uri}: no such table: nowhere", error.Message);
        Assert.NotNull(error.Cause);
        Assert.Equal(DbaErrorCategory.SyntaxError, Assert.Throws<DbaException>(() => link.Scalar("SELEKT 1")).Error.Category);
    }

    [Fact]
    public async Task A_piped_database_finds_its_session_again()
    {
        await using var runtime = new TestRuntime();
        await runtime.ConnectAsync(server.UriOf(server.CreateDatabase()), new ConnectOptions { ReadOnly = true }, Token);
        var listed = await runtime.RunAsync("Get-DbaDatabase", new DatabaseListRequest(), cancellationToken: Token);
        var database = Assert.Single(listed.Of<DbaDatabase>());

        var tables = await runtime.RunAsync("Get-DbaTable", new DbaPS.Tables.TableListRequest { Server = [new ServerTarget(database.Server)], Database = [database.Database!] }, cancellationToken: Token);

        Assert.Empty(tables.Errors);
    }

    private async Task<DbaPS.Sqlite.SqliteSession> SqliteSessionOf(string uri, ConnectOptions? options = null) =>
        await DbaPS.Sqlite.SqliteSession.OpenAsync(ServerAddress.Parse(uri), options ?? new ConnectOptions(), Token);
}
