using System.Security.Cryptography;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Pipeline;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Backup-DbaDatabase, Get-DbaBackup and Test-DbaBackup on any engine.</summary>
[Covers("Backup-DbaDatabase", "Get-DbaBackup", "Test-DbaBackup")]
public abstract class BackupSpec<TServer>(TServer server) : BackupRun<TServer>(server)
    where TServer : class, ITestServer
{
    /// <summary>A backup can be of some tables.</summary>
    protected virtual bool ChoosesTables => true;

    [Fact]
    public async Task It_lists_every_table_with_rows_and_digest_and_every_file_with_its_hash()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database), cancellationToken: Token);

        Assert.Empty(said.Errors);
        Assert.Empty(said.Warnings);
        Assert.Single(said.Updates, u => u.Completed);
        var backup = Assert.Single(said.Of<DbaBackup>());
        Assert.Equal(("Complete", "Full", NameOf(database), 4, 10L), (backup.Status, backup.Type, backup.Database, backup.Tables, backup.Rows));
        Assert.Empty(backup.Missing);
        var manifest = await ManifestAsync(backup);
        Assert.Equal(["Odd \"name\" 3", "customers 3", "empty_one 0", "orders 4"], manifest.Tables.Select(t => $"{t.Name} {t.Rows}").Order(StringComparer.Ordinal));
        Assert.All(manifest.Tables, t => Assert.Equal(t.Rows, TableDigest.Parse(t.Digest!).RowCount));
        Assert.Equal(["id", "name", "since", "note"], manifest.Tables.Single(t => t.Name == "customers").Columns.Select(c => c.Name));
        Assert.Equal(["", "id", "id", "id"], manifest.Tables.Select(t => string.Join(',', t.Key)).Order(StringComparer.Ordinal));
        Assert.Contains(manifest.Objects, o => o.Kind == "view" && o.Identity.Contains("large_orders", StringComparison.Ordinal));
        Assert.Equal(ServerKeepsFiles(runtime), manifest.ServerFiles.Count > 0);
        Assert.Equal(ServerKeepsFiles(runtime), manifest.Files.Count == 0);
        foreach (var file in manifest.Files)
        {
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(backup.Path, file.Path), Token))));
        }
        Assert.Equal(
            manifest.Files.Select(f => f.Path).Append(BackupManifest.FileName).Append(BackupManifest.CheckFileName).Order(StringComparer.Ordinal),
            Directory.GetFiles(backup.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(backup.Path, f).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_is_listed_by_its_folder_and_by_the_history_and_as_verified_once_it_is()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SampleAsync());

        Assert.Equal([backup.Path], Directory.GetFileSystemEntries(FolderOf(runtime)));
        foreach (var path in (string[][])[[FolderOf(runtime)], [backup.Path], []])
        {
            var listed = Assert.Single(await ListAsync(runtime, path));
            Assert.Equal((backup.BackupId, backup.Rows), (listed.BackupId, listed.Rows));
            Assert.Null(listed.Verified);
        }
        var tested = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [backup.Path] }, cancellationToken: Token);
        Assert.Empty(tested.Errors);
        Assert.All(tested.Of<BackupCheck>(), c => Assert.Equal("Passed", c.Result));
        Assert.All(backup.Files.Concat(backup.ServerFiles), f => Assert.Contains(tested.Of<BackupCheck>(), c => c.File == f));
        Assert.True(Assert.Single(await ListAsync(runtime, FolderOf(runtime))).Verified);
    }

    [Fact]
    public async Task A_table_s_digest_changes_with_its_rows_and_with_nothing_else()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();
        var first = await DigestsAsync();
        Assert.Equal(first, await DigestsAsync());

        await Server.ExecuteAsync("UPDATE orders SET amount = 10.51 WHERE id = 1", database, Token);

        var changed = await DigestsAsync();
        Assert.Equal(["orders"], first.Keys.Where(t => first[t] != changed[t]));

        async Task<Dictionary<string, string?>> DigestsAsync() => (await ManifestAsync(await BackUpAsync(runtime, database))).Tables.ToDictionary(t => t.Name, t => t.Digest);
    }

    [Fact]
    public async Task WhatIf_says_what_would_be_made_and_makes_nothing()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database), new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token);
        var declined = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database), new FakePipeline { Answer = ChangeAnswer.Declined }, Token);

        Assert.Empty(said.Errors);
        var planned = Assert.Single(said.Of<DbaBackup>());
        Assert.Equal("WhatIf", planned.Status);
        Assert.StartsWith(FolderOf(runtime), planned.Path, StringComparison.Ordinal);
        Assert.Contains(NameOf(database), Assert.Single(said.Prompts).Action, StringComparison.Ordinal);
        Assert.Empty(declined.Written);
        Assert.False(Directory.Exists(FolderOf(runtime)));
        Assert.Empty(await ListAsync(runtime));
        var made = await BackUpAsync(runtime, database);
        Assert.Equal((made.Type, made.Method, made.Tables, made.ServerFiles.Count), (planned.Type, planned.Method, planned.Tables, planned.ServerFiles.Count));
    }

    [Fact]
    public async Task What_stands_in_the_way_is_refused_and_left_as_it_is()
    {
        await using var runtime = new TestRuntime();
        var request = Request(runtime, await SampleAsync()) with { Name = "one" };
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => runtime.RunAsync("Backup-DbaDatabase", request, cancellationToken: Token), Token)));
        var made = Assert.Single(both.SelectMany(s => s.Of<DbaBackup>()));
        Assert.Contains(Assert.Single(both.SelectMany(s => s.Errors)).Id, (string[])["BackupRunning", "BackupExists", "BackupLeftOver"]);

        foreach (var answer in (ChangeAnswer[])[ChangeAnswer.Proceed, ChangeAnswer.WhatIf])
        {
            var again = await runtime.RunAsync("Backup-DbaDatabase", request, new FakePipeline { Answer = answer }, Token);
            var error = Assert.Single(again.Errors);
            Assert.Equal("BackupExists", error.Id);
            Assert.Contains("-Name", error.RecommendedAction, StringComparison.Ordinal);
        }
        var file = Path.Combine(runtime.Folder, "file");
        await File.WriteAllTextAsync(file, "in the way", Token);
        var unwritable = await runtime.RunAsync("Backup-DbaDatabase", request with { Path = file }, cancellationToken: Token);
        Assert.Equal("BackupFolderUnwritable", Assert.Single(unwritable.Errors).Id);

        Assert.Equal([made.Path], Directory.GetFileSystemEntries(FolderOf(runtime)));
        Assert.Empty((await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [made.Path], FailedOnly = true }, cancellationToken: Token)).Of<BackupCheck>());
    }

    [Fact]
    public async Task Tables_are_chosen_by_name_and_pattern_or_the_choice_is_declined()
    {
        await using var runtime = new TestRuntime();
        var request = Request(runtime, await SampleAsync());
        var choice = request with { IncludeTable = ["orders", "cust*"], ExcludeTable = ["*mers"] };
        var said = await runtime.RunAsync("Backup-DbaDatabase", choice, cancellationToken: Token);
        if (!ChoosesTables)
        {
            AssertDeclined(said);
            Assert.False(Directory.Exists(FolderOf(runtime)));
            return;
        }

        Assert.Empty(said.Errors);
        var manifest = await ManifestAsync(Assert.Single(said.Of<DbaBackup>()));
        var chosen = Assert.Single(manifest.Tables, t => t.Digest is not null);
        Assert.Equal(("orders", 4L), (chosen.Name, chosen.Rows));
        Assert.Equal((4, 0L), (manifest.Tables.Count, manifest.Tables.Where(t => t.Digest is null).Sum(t => t.Rows)));
        Assert.All(manifest.Omitted, o => Assert.True(o.Asked, o.Name));
        var planned = await runtime.RunAsync("Backup-DbaDatabase", choice, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token);
        Assert.Equal(1, Assert.Single(planned.Of<DbaBackup>()).Tables);
        foreach (var answer in (ChangeAnswer[])[ChangeAnswer.Proceed, ChangeAnswer.WhatIf])
        {
            foreach (var slip in (BackupRequest[])[request with { IncludeTable = ["orders", "slip"] }, request with { IncludeTable = ["ORDERS", "slip"] }, request with { ExcludeTable = ["slip"] }])
            {
                var refused = await runtime.RunAsync("Backup-DbaDatabase", slip, new FakePipeline { Answer = answer }, Token);
                var error = Assert.Single(refused.Errors);
                Assert.Equal("BackupPatternUnmatched", error.Id);
                Assert.Contains(slip.IncludeTable is ["ORDERS", ..] ? "'ORDERS'" : "'slip'", error.Message, StringComparison.Ordinal);
                Assert.Contains("Get-DbaTable", error.RecommendedAction, StringComparison.Ordinal);
            }
        }
        Assert.Single(Directory.GetFileSystemEntries(FolderOf(runtime)));
    }

    [Fact]
    public async Task A_database_that_is_missing_is_named_and_the_others_are_backed_up()
    {
        await using var runtime = new TestRuntime();
        string[] databases = [Server.CreateDatabase(), Server.CreateDatabase()];
        foreach (var database in databases)
        {
            await Server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)", database, Token);
        }

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, null) with { Database = [databases[0], "no such", databases[1]] }, cancellationToken: Token);

        Assert.Equal(databases.Select(NameOf), said.Of<DbaBackup>().Select(b => b.Database));
        var error = Assert.Single(said.Errors);
        Assert.Equal("DatabaseMissing", error.Id);
        Assert.Contains("'no such'", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction!);
    }

    [Fact]
    public async Task A_backup_that_is_cancelled_leaves_nothing()
    {
        await using var runtime = new TestRuntime();
        var request = Request(runtime, await LargeAsync());
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pipeline = new FakePipeline { OnProgress = () => _ = source.CancelAsync() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.RunAsync("Backup-DbaDatabase", request, pipeline, source.Token));

        Assert.Empty(pipeline.Written);
        Assert.Empty(Directory.GetFileSystemEntries(FolderOf(runtime)));
        Assert.Empty(await ListAsync(runtime));
    }

    private async Task<IReadOnlyList<DbaBackup>> ListAsync(TestRuntime runtime, params string[] path)
    {
        var said = await runtime.RunAsync("Get-DbaBackup", new BackupListRequest { Path = path }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaBackup>();
    }
}
