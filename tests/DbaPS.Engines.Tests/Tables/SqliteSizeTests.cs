using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Indexes;
using DbaPS.Operations;
using DbaPS.Parts;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

/// <summary>Sizes on SQLite: with a library that counts pages, and with the one that DbaPS brings.</summary>
public sealed class SqliteSizeTests(SqliteServer server) : IClassFixture<SqliteServer>, IDisposable
{
    /// <summary>The system's own, which Debian builds with dbstat.</summary>
    private const string Counting = "/usr/lib/x86_64-linux-gnu/libsqlite3.so.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("dbaps-sizes-").FullName;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_library_that_counts_pages_tells_the_sizes_of_tables_and_indexes()
    {
        Assert.SkipUnless(File.Exists(Counting), "The system has no SQLite library. Install libsqlite3-0.");
        var address = await SampleAsync();
        await using var runtime = new DbaRuntime(PartsWith(Counting), Path.Combine(_folder, "data"));

        var tables = (await RunAsync<DbaTable>(runtime, "Get-DbaTable", new TableListRequest { Server = [address] })).ToDictionary(t => t.Name);
        var indexes = (await RunAsync<DbaIndex>(runtime, "Get-DbaIndex", new IndexListRequest { Server = [address] })).ToDictionary(i => i.Index);

        var pages = Convert.ToInt64(await server.ScalarAsync("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", address.Text!["sqlite:".Length..], Token), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(tables["big"].TableBytes!.Value, 200 * 1000, pages);
        Assert.Equal(indexes["big_text"].SizeBytes + indexes["big_half"].SizeBytes, tables["big"].IndexBytes);
        Assert.True(indexes["big_half"].SizeBytes < indexes["big_text"].SizeBytes);
        Assert.Equal(0, tables["plain"].IndexBytes);
        Assert.Null(tables["words"].TableBytes);
        var capability = (await RunAsync<DbaCapability>(runtime, "Get-DbaCapability", new CapabilityRequest { Server = [address] })).Single(c => c.Cmdlet == "Get-DbaTable");
        Assert.Null(capability.Reason);
    }

    [Fact]
    public async Task The_one_that_does_not_leaves_them_empty_and_says_so()
    {
        var address = await SampleAsync();
        await using var runtime = new TestRuntime();
        Assert.All(await RunAsync<DbaTable>(runtime.Runtime, "Get-DbaTable", new TableListRequest { Server = [address] }), t => Assert.Null(t.TableBytes));
        var found = await RunAsync<DbaCapability>(runtime.Runtime, "Get-DbaCapability", new CapabilityRequest { Server = [address] });
        Assert.Equal(["Get-DbaIndex", "Get-DbaTable"], found.Where(c => c.Available && c.Reason?.Contains("dbstat", StringComparison.Ordinal) == true).Select(c => c.Cmdlet).Order());
    }

    private async Task<ServerTarget> SampleAsync()
    {
        var path = server.CreateDatabase();
        await server.ExecuteAsync(
            """
            CREATE TABLE big (id INTEGER PRIMARY KEY, t TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO big SELECT i, printf('%0200d', i) FROM n;
            CREATE INDEX big_text ON big (t); CREATE INDEX big_half ON big (t) WHERE id % 2 = 0;
            CREATE TABLE plain (id INTEGER PRIMARY KEY); CREATE VIRTUAL TABLE words USING fts5(body)
            """, path, Token);
        return new ServerTarget($"sqlite:{path}");
    }

    private async Task<IReadOnlyList<T>> RunAsync<T>(DbaRuntime runtime, string cmdlet, object request)
    {
        var said = new FakePipeline();
        await OperationCatalog.Find(cmdlet)!.RunAsync(runtime, request, said, Token);
        Assert.Empty(said.Errors);
        return said.Of<T>();
    }

    /// <summary>The engine's part with another library in the place of its own.</summary>
    private PartCatalog PartsWith(string library)
    {
        var from = Path.Combine(AppContext.BaseDirectory, "parts", "Sqlite");
        var parts = Path.Combine(_folder, "parts");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(parts, "Sqlite", Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.GetFileName(file) == "libe_sqlite3.so" ? library : file, to);
        }
        return new PartCatalog(parts);
    }
}
