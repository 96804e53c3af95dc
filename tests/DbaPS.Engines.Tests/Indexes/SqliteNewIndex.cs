using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class SqliteNewIndex(SqliteServer server) : NewIndexSpec<SqliteServer>(server)
{
    protected override string Fill(string table, int rows) =>
        $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO {table} SELECT i, i % 500, 'state ' || (i % 7) FROM n";

    [Fact]
    public async Task The_rowid_is_an_index_already()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE orders (id INTEGER PRIMARY KEY, b text COLLATE NOCASE)", database, Token);
        await using var runtime = new TestRuntime();

        Assert.Equal("IndexCovered", Assert.Single((await runtime.RunAsync("New-DbaIndex", Request(database, "id"), cancellationToken: Token)).Errors).Id);
        Assert.Equal(ChangeStatus.Done, Change(await runtime.RunAsync("New-DbaIndex", Request(database, "b"), cancellationToken: Token)).Status);
        Assert.Equal("IndexCovered", Assert.Single((await runtime.RunAsync("New-DbaIndex", Request(database, "b collate nocase desc"), cancellationToken: Token)).Errors).Id);
        Assert.Equal(ChangeStatus.Done, Change(await runtime.RunAsync("New-DbaIndex", Request(database, "b collate binary"), cancellationToken: Token)).Status);
    }

    [Theory]
    [InlineData("id", "gin", "")]
    [InlineData("id", null, "state")]
    [InlineData("id DESC NULLS FIRST", null, "")]
    [InlineData("state text_pattern_ops", null, "")]
    public async Task What_SQLite_has_not_is_refused(string column, string? method, string include)
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, column) with { Method = method, Include = include.Length == 0 ? [] : [include] }, cancellationToken: Token);
        Assert.Equal("InvalidParameter", Assert.Single(said.Errors).Id);
    }

    [Fact]
    public async Task A_locked_file_is_waited_for_no_longer_than_allowed()
    {
        var database = await DatabaseAsync();
        await using var runtime = new TestRuntime();
        await using var writer = await SqliteProgram.StartAsync(database, typeof(Backups.SqliteProgramChild), "BEGIN IMMEDIATE", null, Token);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var said = await runtime.RunAsync("New-DbaIndex", Request(database, "customer") with { LockTimeout = TimeSpan.FromMilliseconds(300) }, cancellationToken: Token);

        Assert.Equal(ChangeStatus.Failed, Change(said, errors: 1).Status);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.25, 4);
    }
}
