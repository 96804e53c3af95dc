using DbaPS.Backups;
using DbaPS.Engines.Tests.Backups;
using DbaPS.History;
using DbaPS.Restores;
using DbaPS.Sandboxes;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Test-DbaRestore on any engine.</summary>
[Covers("Test-DbaRestore")]
public abstract class RestoreTestSpec<TServer>(TServer server) : BackupRun<TServer>(server)
    where TServer : class, ITestServer
{
    /// <summary>A query that is true of the sample.</summary>
    private const string True = "SELECT CASE WHEN count(*) = 3 THEN 1 ELSE 0 END FROM customers";

    /// <summary>A statement that would change the sample, in the form of a query where the engine has one.</summary>
    protected virtual string Change => "DELETE FROM customers WHERE id = 3";

    /// <summary>A query that is true of what <see cref="RichAsync"/> makes.</summary>
    protected virtual string RichTrue => True;

    /// <summary>A database with what only this engine has.</summary>
    protected virtual Task<string> RichAsync() => SampleAsync();

    /// <summary>What only this engine says.</summary>
    protected virtual void Verify(DbaRestoreTest test, BackupManifest manifest)
    {
    }

    [Fact]
    public async Task A_good_backup_passes_in_a_sandbox_that_goes_or_sandboxes_are_declined()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await RichAsync());

        var said = await runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, ToolPath = Server.ServerFolder, Assert = [RichTrue] }, cancellationToken: Token);

        if (runtime.Runtime.Engines.Get(new EngineId(Server.Engine)).Capabilities.Declined.ContainsKey(typeof(ISandboxProvider)))
        {
            AssertDeclined(said);
            Assert.Contains("-Server", said.Errors[0].RecommendedAction, StringComparison.Ordinal);
            return;
        }
        Assert.Empty(said.Errors);
        var test = Assert.Single(said.Of<DbaRestoreTest>());
        var manifest = await ManifestAsync(backup);
        Assert.True(test.Passed, string.Join("; ", test.Findings));
        Assert.Equal((test.Digest.Compared, 0, manifest.Tables.Count), (test.Digest.Equal, test.Digest.Differing, test.Digest.Compared + test.Digest.Skipped));
        Assert.Equal(0L, test.RowsLost);
        Assert.True(test.IntegrityResult is { Passed: true, Checked: > 0 }, $"{test.IntegrityResult}");
        Assert.True(Assert.Single(test.Assertions).Holds, test.Assertions[0].Error);
        Assert.Equal(manifest.SnapshotAt, test.RecoveredTo);
        Assert.Null(test.Met);
        Assert.InRange(test.RestoreDuration!.Value, TimeSpan.Zero, test.RtoActual!.Value);
        Assert.DoesNotContain((await runtime.RunAsync("Get-DbaSandbox", new GetSandboxRequest(), cancellationToken: Token)).Of<DbaSandbox>(), s => s.SandboxId == test.Sandbox);
        Verify(test, manifest);
    }

    [Fact]
    public async Task On_a_server_of_yours_it_drops_what_it_made_and_is_remembered_with_what_was_not_true()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();
        var backup = await BackUpAsync(runtime, database);

        var test = await DrillAsync(runtime, backup.Path, r => r with
        {
            Assert = [True, "SELECT 0", "SELECT id FROM customers WHERE id = 0", "SELECT 1 FROM absent", "SELECT 1; SELECT 1", Change, True],
            RtoTarget = TimeSpan.FromTicks(1),
        });

        Assert.Equal([true, false, false, false, false, false, true], test.Assertions.Select(a => a.Holds));
        Assert.Contains("absent", test.Assertions[3].Error, StringComparison.Ordinal);
        Assert.Contains("one query", test.Assertions[4].Error, StringComparison.Ordinal);
        Assert.NotNull(test.Assertions[5].Error);
        Assert.Equal(5, test.Findings.Count);
        Assert.All(test.Findings, f => Assert.Equal(RestoreFindingKind.Assertion, f.Kind));
        Assert.False(test.Passed);
        Assert.False(test.Met);
        Assert.Null(test.Sandbox);
        Assert.Equal(new DigestSummary(4, 4, 0, 0), test.Digest);
        Assert.Empty(await DatabasesLikeAsync(runtime, test.Database!));
        var entry = await SingleEntryAsync(runtime);
        Assert.Equal((test.EvidenceId, NameOf(database)), (entry.Id, entry.Database));
        Assert.Contains(backup.BackupId, entry.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_a_missing_and_an_additional_row_are_named_by_table_and_key()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();
        var sound = await BackUpAsync(runtime, database);
        await Server.ExecuteAsync("UPDATE orders SET amount = 251 WHERE id = 2; DELETE FROM customers WHERE id = 3; INSERT INTO empty_one VALUES (77)", database, Token);
        var forged = await BackUpAsync(runtime, database);
        await Server.ExecuteAsync("UPDATE orders SET amount = 250 WHERE id = 2; INSERT INTO customers VALUES (3, 'Cy', '1999-12-31', NULL); DELETE FROM empty_one", database, Token);
        await PassForAsync(forged, sound);

        var test = await DrillAsync(runtime, forged.Path, r => r with { Source = new(Server.UriOf(database)) });

        Assert.Equal(
            ["RowsChanged orders 2", "RowsExtra empty_one 77", "RowsMissing customers 3"],
            test.Findings.Select(f => $"{f.Kind} {f.Object.Split('.')[^1]} {string.Join(',', f.Rows.Select(r => r.Key))}").Order(StringComparer.Ordinal));
        Assert.Equal((false, new DigestSummary(4, 1, 3, 0), 1L), (test.Passed, test.Digest, test.RowsLost));
        Assert.Empty(await DatabasesLikeAsync(runtime, test.Database!));
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_the_tables_it_holds()
    {
        await using var runtime = new TestRuntime();
        Assert.SkipWhen(ServerKeepsFiles(runtime), "The server keeps the files of its backups, where a test can't damage them.");
        var backup = await BackUpAsync(runtime, await SampleAsync());
        var (copy, file) = BackupDamages.Damage(await ManifestAsync(backup), backup.Path, backup.Path, Path.Combine(runtime.Folder, "damaged"), "flipped");

        var test = await DrillAsync(runtime, copy);

        var finding = Assert.Single(test.Findings);
        Assert.Equal((RestoreFindingKind.FileDamaged, file), (finding.Kind, finding.Object));
        Assert.All((await ManifestAsync(backup)).Tables.Where(t => t.Files.Contains(file)), t => Assert.Contains(t.DisplayName, finding.Message, StringComparison.Ordinal));
        Assert.False(test.Passed);
        Assert.Null(test.RtoActual);
        Assert.Null(test.RowsLost);
        Assert.Equal(test.EvidenceId, (await SingleEntryAsync(runtime)).Id);
        Assert.Empty(await DatabasesLikeAsync(runtime, test.Database!));
    }

    /// <summary>Makes one backup say of its tables what another's manifest says, as whoever changes rows and covers the traces would.</summary>
    private async Task PassForAsync(DbaBackup forged, DbaBackup sound)
    {
        var claimed = await ManifestAsync(sound);
        await using var tamper = new BackupTamper(forged.Path);
        await tamper.ChangeManifestAsync(held => claimed with
        {
            Files = held.Files,
            ServerFiles = held.ServerFiles,
            Tables = [.. claimed.Tables.Join(held.Tables, t => t.DisplayName, t => t.DisplayName, (claim, rows) => claim with { Files = rows.Files })],
        });
    }

    private async Task<HistoryEntry> SingleEntryAsync(TestRuntime runtime)
    {
        var all = new List<HistoryEntry>();
        await foreach (var entry in (await runtime.Runtime.History.OpenAsync(Token)).ReadAsync(new HistoryQuery(RestoreDrill.Kind), Token))
        {
            all.Add(entry);
        }
        return Assert.Single(all);
    }
}
