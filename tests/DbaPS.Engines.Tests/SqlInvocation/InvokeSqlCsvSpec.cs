using System.Text;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.SqlInvocation;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>Invoke-DbaSql -Csv on any engine.</summary>
public abstract class InvokeSqlCsvSpec<TServer>(TServer server) : IClassFixture<TServer>, IDisposable
    where TServer : class, ITestServer
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dbaps-csv-");

    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    /// <summary>The type of a column n, with the end of its table's definition; a text that column can't hold; and where the error must say it is, on the file's third line.</summary>
    protected abstract (string Type, string Bad, int Line, string Column) Misfit { get; }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Loads_a_file_and_writes_it_back_byte_for_byte()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int, name text, note text)", database, Token);
        var text = "id,name,note\n1,Ada,\"a,b\"\n2,\"\",\n3,\"two\nlines\",\"says \"\"hi\"\"\"\n4,a\u00e9\U0001F600,\"\r\"\n";
        await LoadAsync(database, "t", text, 4);
        Assert.Equal(1L, await Server.ScalarAsync("SELECT count(*) FROM t WHERE name = '' AND note IS NULL", database, Token));
        Assert.Equal(text, await UnloadAsync(database, new SqlRequest { Query = "SELECT * FROM t ORDER BY id" }));
    }

    [Fact]
    public async Task Takes_columns_in_any_order_line_ends_of_windows_and_other_delimiters()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int, name text, note text)", database, Token);
        await LoadAsync(database, "t", "\uFEFFNAME;id\r\nAda;1\r\n\"x;y\";2", 2, ";");
        Assert.Equal("id;name;note\n1;Ada;\n2;\"x;y\";\n", await UnloadAsync(database, new SqlRequest { Query = "SELECT * FROM t ORDER BY id", Delimiter = ";" }));
    }

    [Fact]
    public async Task Names_the_line_and_the_column_of_a_value_that_does_not_fit_and_loads_nothing()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync($"CREATE TABLE t (id int, n {Misfit.Type}\n", database, Token);
        var error = await RefusalAsync(database, "t", $"id,n\n1,1\n2,{Misfit.Bad}\n3,3\n");
        Assert.Equal("CsvRejected", error.Id);
        Assert.Contains($"line {Misfit.Line}, column {Misfit.Column}", error.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    [Fact]
    public async Task Refuses_headers_that_do_not_fit()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int, name text)", database, Token);
        var unknown = await RefusalAsync(database, "t", "id,nme\n1,x\n");
        Assert.Equal("CsvColumnUnknown", unknown.Id);
        Assert.Contains("id, name", unknown.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("CsvColumnTwice", (await RefusalAsync(database, "t", "id,ID\n1,1\n")).Id);
        Assert.Equal("CsvEmpty", (await RefusalAsync(database, "t", "")).Id);
        Assert.Equal("ObjectMissing", (await RefusalAsync(database, "none", "id\n1\n")).Id);
        Assert.Equal("InvalidParameter", (await RefusalAsync(database, "a.b.c.", "id\n1\n")).Id);
    }

    [Fact]
    public async Task Overwrites_a_file_only_when_told_to_and_leaves_none_after_a_failure()
    {
        var file = await FileAsync("old");
        var database = Server.CreateDatabase();
        Assert.Equal("FileExists", Assert.Single((await RunAsync(database, new SqlRequest { Query = "SELECT 1 AS a", Csv = file })).Errors).Id);
        Assert.Equal("old", await File.ReadAllTextAsync(file, Token));
        Assert.Single((await RunAsync(database, new SqlRequest { Query = "SELECT * FROM missing", Csv = file, Force = true })).Errors);
        Assert.Equal("old", await File.ReadAllTextAsync(file, Token));
        Assert.Single(Directory.GetFiles(_folder.FullName));

        var done = Assert.Single((await RunAsync(database, new SqlRequest { Query = "SELECT 1 AS a", Csv = file, Force = true })).Of<DbaCsvTransfer>());
        Assert.Equal((ChangeStatus.Done, 1L, 4L), (done.Status, done.Rows, done.SizeBytes));
        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(file, Token));
        Assert.Equal("FileUnwritable", Assert.Single((await RunAsync(database, new SqlRequest { Query = "SELECT 1 AS a", Csv = Path.Combine(file, "x.csv") })).Errors).Id);
    }

    [Fact]
    public async Task Changes_nothing_when_asked_what_if()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int)", database, Token);
        var said = await RunAsync(database, new SqlRequest { Csv = await FileAsync("id\n1\n"), Into = "t" }, new FakePipeline { Answer = ChangeAnswer.WhatIf });
        Assert.Equal(ChangeStatus.WhatIf, Assert.Single(said.Of<DbaCsvTransfer>()).Status);
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    protected async Task LoadAsync(string database, string table, string text, long rows, string delimiter = ",")
    {
        var said = await RunAsync(database, new SqlRequest { Csv = await FileAsync(text), Into = table, Delimiter = delimiter });
        Assert.Empty(said.Errors);
        Assert.Equal(rows, Assert.Single(said.Of<DbaCsvTransfer>()).Rows);
    }

    protected async Task<DbaError> RefusalAsync(string database, string table, string text) =>
        Assert.Single((await RunAsync(database, new SqlRequest { Csv = await FileAsync(text), Into = table })).Errors);

    protected async Task<string> UnloadAsync(string database, SqlRequest request)
    {
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.csv");
        var said = await RunAsync(database, request with { Csv = file });
        Assert.Empty(said.Errors);
        Assert.Single(said.Of<DbaCsvTransfer>());
        return await File.ReadAllTextAsync(file, Token);
    }

    private async Task<string> FileAsync(string text)
    {
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllBytesAsync(file, Encoding.UTF8.GetBytes(text), Token);
        return file;
    }

    private async Task<FakePipeline> RunAsync(string database, SqlRequest request, FakePipeline? pipeline = null)
    {
        await using var runtime = new TestRuntime();
        return await runtime.RunAsync("Invoke-DbaSql", request with { Server = [Server.UriOf(database)] }, pipeline, Token);
    }
}
