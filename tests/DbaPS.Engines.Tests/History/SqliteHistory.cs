using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Testing;
using Microsoft.Data.Sqlite;

namespace DbaPS.Engines.Tests.History;

public sealed class SqliteHistory : HistoryStoreSpec
{
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are Unix's; run it on Linux or macOS.");
        await using var runtime = new TestRuntime();
        var data = Path.Combine(runtime.Folder, "deep", "data");
        await using var inner = new TestRuntime(data);
        var store = await inner.Runtime.History.OpenAsync(Token);
        await store.AppendAsync(Entry("backup", 1), Token);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        var files = Directory.GetFiles(data);
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }

    [Fact]
    public async Task A_damaged_file_is_an_error_and_stays_where_it_is()
    {
        await using var runtime = new TestRuntime();
        var path = runtime.Runtime.History.Location;
        await File.WriteAllTextAsync(path, new string('x', 5000), Token);

        var failure = await Assert.ThrowsAsync<DbaException>(() => runtime.Runtime.History.OpenAsync(Token));

        Assert.Equal("HistoryDamaged", failure.Error.Id);
        Assert.Contains("Move the file", failure.Error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(path, Token));
    }

    [Fact]
    public async Task A_page_damaged_later_is_an_error_too()
    {
        await using var runtime = new TestRuntime();
        await using (var first = new TestRuntime(runtime.Folder))
        {
            var store = await first.Runtime.History.OpenAsync(Token);
            for (var i = 0; i < 50; i++)
            {
                await store.AppendAsync(Entry("backup", i) with { Payload = new string('p', 1000) }, Token);
            }
        }
        var bytes = await File.ReadAllBytesAsync(runtime.Runtime.History.Location, Token);
        bytes.AsSpan(3 * 4096).Fill(0xee);
        await File.WriteAllBytesAsync(runtime.Runtime.History.Location, bytes, Token);

        var failure = await Assert.ThrowsAsync<DbaException>(() => ReadAsync(runtime, new HistoryQuery("backup")));

        Assert.Equal("HistoryDamaged", failure.Error.Id);
    }

    [Fact]
    public async Task A_newer_history_is_left_alone()
    {
        await using var runtime = new TestRuntime();
        await using (var first = new TestRuntime(runtime.Folder))
        {
            await first.Runtime.History.OpenAsync(Token);
        }
        await using (var connection = new SqliteConnection($"Data Source={runtime.Runtime.History.Location};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO history_version VALUES (99, 'later')";
            await command.ExecuteNonQueryAsync(Token);
        }

        var failure = await Assert.ThrowsAsync<DbaException>(() => runtime.Runtime.History.OpenAsync(Token));

        Assert.Equal("HistoryNewer", failure.Error.Id);
    }

    [Fact]
    public async Task Other_processes_append_at_the_same_time()
    {
        await using var runtime = new TestRuntime();
        var program = Environment.ProcessPath is { } dotnet && Path.GetFileNameWithoutExtension(dotnet) == "dotnet" ? [dotnet, typeof(SqliteHistory).Assembly.Location] : new[] { Environment.ProcessPath! };
        var variables = new Dictionary<string, string?> { [HistoryChild.Variable] = runtime.Folder };
        var children = Enumerable.Range(0, 3).Select(_ => DbaPS.Tools.ToolRunner.RunAsync(
            program[0], [.. program[1..], "-explicit", "only", "-class", typeof(HistoryChild).FullName!], variables, cancellationToken: Token)).ToList();

        foreach (var child in children)
        {
            var ended = await child;
            Assert.True(ended.ExitCode == 0, ended.Output + ended.Errors);
        }

        Assert.Equal(3 * HistoryChild.Entries, (await ReadAsync(runtime, new HistoryQuery("child"))).Count);
    }
}
