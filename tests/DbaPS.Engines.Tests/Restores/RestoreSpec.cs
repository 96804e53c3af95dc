using DbaPS.Backups;
using DbaPS.Engines.Tests.Backups;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Restore-DbaDatabase on any engine.</summary>
[Covers("Restore-DbaDatabase")]
public abstract class RestoreSpec<TServer>(TServer server) : BackupRun<TServer>(server)
    where TServer : class, ITestServer
{
    /// <summary>A restore can be of some tables.</summary>
    protected virtual bool ChoosesTables => true;

    [Fact]
    public async Task A_restored_database_has_the_backup_s_rows_and_objects_and_is_one_of_its_own()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();
        var backup = await BackUpAsync(runtime, database);
        var target = TargetOf(runtime, database, "copy");

        var said = await RestoreAsync(runtime, backup.Path, target);

        Assert.Empty(said.Errors);
        Assert.Empty(said.Warnings);
        var restored = Assert.Single(said.Of<DbaRestore>());
        Assert.Equal((ChangeStatus.Done, target, Guid.Parse(backup.BackupId)), (restored.Status, restored.Target, restored.BackupId));
        Assert.NotEmpty(restored.Steps);
        Assert.All(restored.Steps, s => Assert.NotNull(s.Duration));
        Assert.Equal([NameOf(target)], (await DatabasesLikeAsync(runtime, target)).Select(NameOf));
        var (first, second) = (await ManifestAsync(backup), await ManifestAsync(await BackUpAsync(runtime, target)));
        Assert.Equal(first.SnapshotAt, restored.RecoveredTo);
        Assert.Equal(first.Tables.Select(t => (t.Name, t.Rows, t.Digest)), second.Tables.Select(t => (t.Name, t.Rows, t.Digest)));
        Assert.Equal(first.Objects, second.Objects);
        await Server.ExecuteAsync("INSERT INTO orders VALUES (5, 3, 1000, NULL)", target, Token);
        Assert.Equal((2L, 1L), (await CountAsync("large_orders", target), await CountAsync("large_orders", database)));
    }

    [Fact]
    public async Task What_stands_under_the_name_is_replaced_only_when_told_and_only_by_a_whole_database()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SampleAsync());
        var target = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)", target, Token);

        var refused = await RestoreAsync(runtime, backup.Path, target);
        Assert.Equal("RestoreTargetExists", Assert.Single(refused.Errors).Id);
        Assert.Contains("-Force", refused.Errors[0].RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync("kept", target));
        if (!ServerKeepsFiles(runtime))
        {
            var (damaged, _) = BackupDamages.Damage(await ManifestAsync(backup), backup.Path, backup.Path, Path.Combine(runtime.Folder, "damaged"), "flipped");
            Assert.Equal("RestoreFailed", Assert.Single((await RestoreAsync(runtime, damaged, target, r => r with { Force = true })).Errors).Id);
            Assert.Equal(1L, await CountAsync("kept", target));
        }

        var pipeline = new FakePipeline();
        Assert.Empty((await RestoreAsync(runtime, backup.Path, target, r => r with { Force = true }, pipeline)).Errors);
        Assert.True(Assert.Single(pipeline.Prompts).Destructive);
        Assert.DoesNotContain("kept", await TablesAsync(runtime, target));
        Assert.Equal(4L, await CountAsync("orders", target));
        Assert.Equal([NameOf(target)], (await DatabasesLikeAsync(runtime, target)).Select(NameOf));
    }

    [Fact]
    public async Task A_plan_shows_what_would_run_and_what_stands_in_its_way_and_changes_nothing()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();
        var backup = await BackUpAsync(runtime, database);
        var target = TargetOf(runtime, database, "planned");

        var planned = Assert.Single((await RestoreAsync(runtime, backup.Path, target, r => r with { PlanOnly = true })).Of<DbaRestore>());
        var asked = await RestoreAsync(runtime, backup.Path, target, pipeline: new FakePipeline { Answer = ChangeAnswer.WhatIf });
        var declined = await RestoreAsync(runtime, backup.Path, target, pipeline: new FakePipeline { Answer = ChangeAnswer.Declined });
        var blocked = await RestoreAsync(runtime, backup.Path, database, r => r with { PlanOnly = true });

        Assert.Equal((ChangeStatus.WhatIf, target), (planned.Status, planned.Target));
        Assert.NotEmpty(planned.Steps);
        Assert.Empty(planned.Plan.Problems);
        Assert.Equal(ChangeStatus.WhatIf, Assert.Single(asked.Of<DbaRestore>()).Status);
        Assert.Equal(planned.Steps.Select(s => s.Kind), asked.Of<DbaRestore>()[0].Steps.Select(s => s.Kind));
        var prompt = Assert.Single(asked.Prompts);
        Assert.Equal((target, asked.Of<DbaRestore>()[0].Sql, false), (prompt.Target, prompt.Sql, prompt.Destructive));
        Assert.Equal(ChangeStatus.Declined, Assert.Single(declined.Of<DbaRestore>()).Status);
        Assert.Contains(Assert.Single(blocked.Of<DbaRestore>()).Plan.Problems, p => p.Id == "RestoreTargetExists");
        Assert.NotEmpty(blocked.Warnings);
        Assert.Empty(await DatabasesLikeAsync(runtime, target));
    }

    [Fact]
    public async Task Chosen_tables_come_alone_or_the_choice_is_declined()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();
        var backup = await BackUpAsync(runtime, database);
        var target = TargetOf(runtime, database, "some");

        var said = await RestoreAsync(runtime, backup.Path, target, r => r with { Table = ["cust*"] });

        if (!ChoosesTables)
        {
            AssertDeclined(said);
            Assert.Empty(await DatabasesLikeAsync(runtime, target));
            return;
        }
        Assert.Empty(said.Errors);
        Assert.Equal(["customers"], await TablesAsync(runtime, target));
        Assert.Equal(3L, await CountAsync("customers", target));
        var none = TargetOf(runtime, database, "none");
        var error = Assert.Single((await RestoreAsync(runtime, backup.Path, none, r => r with { Table = ["CUSTOMERS"] })).Errors);
        Assert.Equal("RestoreSelectionEmpty", error.Id);
        Assert.Contains("CUSTOMERS", error.Message, StringComparison.Ordinal);
        Assert.Empty(await DatabasesLikeAsync(runtime, none));
    }

    [Fact]
    public async Task A_damaged_file_is_named_and_no_database_is_made_of_it()
    {
        await using var runtime = new TestRuntime();
        var database = await SampleAsync();
        var backup = await BackUpAsync(runtime, database);
        await Server.ExecuteAsync("UPDATE orders SET amount = 11 WHERE id = 1", database, Token);
        var other = await BackUpAsync(runtime, database);
        var target = TargetOf(runtime, database, "damaged");
        foreach (var (damage, copy, file) in ServerKeepsFiles(runtime) ? [await ExchangeAsync(backup, other)] : await DamageAsync(runtime, backup, other))
        {
            var tested = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [copy], FailedOnly = true }, cancellationToken: Token);
            Assert.Equal((damage, file), (damage, Assert.Single(tested.Of<BackupCheck>()).File));

            if (damage is "shortened" or "missing")
            {
                var listed = await runtime.RunAsync("Get-DbaBackup", new BackupListRequest { Path = [copy] }, cancellationToken: Token);
                Assert.Contains($"'{file}'", Assert.Single(listed.Errors).Message, StringComparison.Ordinal);
                Assert.Empty(listed.Written);
            }

            var said = await RestoreAsync(runtime, copy, target);
            var error = Assert.Single(said.Errors);
            Assert.Contains($"'{file}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("another copy of this backup", error.RecommendedAction, StringComparison.Ordinal);
            Assert.All(said.Of<DbaRestore>(), r => Assert.Equal(ChangeStatus.Failed, r.Status));
            Assert.Empty(await DatabasesLikeAsync(runtime, target));
        }
    }

    [Fact]
    public async Task A_restore_that_is_cancelled_leaves_nothing()
    {
        await using var runtime = new TestRuntime();
        var database = await LargeAsync();
        var backup = await BackUpAsync(runtime, database);
        var target = TargetOf(runtime, database, "cut");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pipeline = new FakePipeline { OnProgress = () => _ = source.CancelAsync() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RestoreAsync(runtime, backup.Path, target, pipeline: pipeline, cancellationToken: source.Token));

        Assert.Empty(pipeline.Written);
        Assert.Empty(await DatabasesLikeAsync(runtime, target));
    }

    private async Task<IReadOnlyList<(string Damage, string Backup, string File)>> DamageAsync(TestRuntime runtime, DbaBackup backup, DbaBackup other)
    {
        var manifest = await ManifestAsync(backup);
        return [.. BackupDamages.All.Select(damage =>
        {
            var (copy, file) = BackupDamages.Damage(manifest, backup.Path, other.Path, Path.Combine(runtime.Folder, $"damaged {damage}"), damage);
            return (damage, copy, file);
        })];
    }

    /// <summary>Lets a manifest name another backup's file, which the server keeps.</summary>
    private async Task<(string Damage, string Backup, string File)> ExchangeAsync(DbaBackup backup, DbaBackup other)
    {
        var theirs = (await ManifestAsync(other)).ServerFiles[0];
        await using var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeManifestAsync(m => m with { ServerFiles = [.. m.ServerFiles.Select(f => f with { Path = theirs.Path, Position = theirs.Position })] });
        return ("another's", backup.Path, theirs.Path);
    }

    private async Task<long> CountAsync(string table, string database) => (long)(await Server.ScalarAsync($"SELECT count(*) FROM {table}", database, Token))!;

    private async Task<IEnumerable<string>> TablesAsync(TestRuntime runtime, string database)
    {
        var said = await runtime.RunAsync("Get-DbaTable", new TableListRequest { Server = [Server.UriOf(database)] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaTable>().Select(t => t.Name);
    }
}
