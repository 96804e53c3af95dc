using DbaPS.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;
using DbaPS.Tools;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Backs up from one server, restores to another, and holds both against each other by means of their own.</summary>
internal sealed class RestoreBench(PostgreSqlServer source, PostgreSqlServer target) : IAsyncDisposable
{
    public TestRuntime Runtime { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("dbaps-restore-").FullName;

    public PostgreSqlServer Source { get; } = source;

    public PostgreSqlServer Target { get; } = target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public async Task<DbaBackup> BackUpAsync(string database, Func<BackupRequest, BackupRequest>? change = null)
    {
        var request = new BackupRequest { Server = [Source.UriOf(database)], Path = Folder, ToolPath = Source.ProgramFolder };
        var said = await Runtime.RunAsync("Backup-DbaDatabase", change is null ? request : change(request), cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaBackup>());
    }

    public Task<FakePipeline> RestoreAsync(
        DbaBackup backup, string? name, Func<RestoreRequest, RestoreRequest>? change = null, FakePipeline? pipeline = null, CancellationToken cancellationToken = default)
    {
        var request = new RestoreRequest { Server = [Target.Uri], Path = backup.Path, NewName = name };
        return Runtime.RunAsync("Restore-DbaDatabase", change is null ? request : change(request), pipeline, cancellationToken == default ? Token : cancellationToken);
    }

    /// <summary>Restores, and expects it to work.</summary>
    public async Task<DbaRestore> RestoredAsync(DbaBackup backup, string? name, Func<RestoreRequest, RestoreRequest>? change = null)
    {
        var said = await RestoreAsync(backup, name, change);
        Assert.Empty(said.Errors);
        var done = Assert.Single(said.Of<DbaRestore>());
        Assert.Equal(ChangeStatus.Done, done.Status);
        return done;
    }

    public async Task<DbaRestoreTest> DrillAsync(DbaBackup backup, Func<RestoreTestRequest, RestoreTestRequest>? change = null)
    {
        var request = new RestoreTestRequest { Path = backup.Path, ToolPath = Source.ProgramFolder, Jobs = 2 };
        var said = await Runtime.RunAsync("Test-DbaRestore", change is null ? request : change(request), cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaRestoreTest>());
    }

    public Task<object?> SourceAsync(string sql, string? database = null) => Source.ScalarAsync(sql, database, Token);

    public Task<object?> TargetAsync(string sql, string? database = null) => Target.ScalarAsync(sql, database, Token);

    public async Task<string[]> DatabasesAsync() => (string[])(await TargetAsync("SELECT array_agg(datname::text ORDER BY datname) FROM pg_database"))!;

    /// <summary>What pg_dump writes of the two databases must be the same to the letter: definitions, owners, privileges, comments, settings.</summary>
    public async Task AssertSameDumpAsync(string database, string copy)
    {
        var expected = await DumpAsync(Source, database);
        var actual = await DumpAsync(Target, copy);
        Assert.True(expected.Count > 100, string.Join('\n', expected));
        Assert.Equal(Only(expected, actual), Only(actual, expected));
        Assert.Equal(expected.Count, actual.Count);
    }

    private static string Only(List<string> some, List<string> others) => string.Join('\n', some.Except(others, StringComparer.Ordinal));

    private async Task<List<string>> DumpAsync(PostgreSqlServer server, string database)
    {
        var said = await ToolRunner.RunAsync(
            Path.Combine(Source.ProgramFolder, "pg_dump"),
            ["--schema-only", "--create", "--no-password", "-h", PostgreSqlServer.Host, "-p", $"{server.Port}", "-U", PostgreSqlServer.User, "-d", database],
            new Dictionary<string, string?> { ["PGPASSWORD"] = server.Password }, cancellationToken: Token);
        Assert.True(said.ExitCode == 0, said.Errors);
        return [.. said.Output.Replace(Quoted(database), "@database", StringComparison.Ordinal).Split('\n')
            .Where(l => l.Length > 0 && !l.StartsWith("-- Dumped ", StringComparison.Ordinal) && !l.StartsWith("\\restrict", StringComparison.Ordinal) && !l.StartsWith("\\unrestrict", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>As pg_dump writes it.</summary>
    private static string Quoted(string name) => name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? name : $"\"{name}\"";
}
