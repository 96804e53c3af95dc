using DbaPS.Backups;
using DbaPS.Engines.Tests.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Restores of MySQL and MariaDB, and drills on the server itself.</summary>
public abstract class MySqlRestoreSpec<TServer>(TServer server) : RestoreSpec<TServer>(server)
    where TServer : SharedMySql
{
    [Fact]
    public async Task A_restored_database_has_the_source_s_rows_and_objects()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await MySqlSample.CreateAsync(Server.Server, Token));
        var target = $"{backup.Database}_copy";

        var said = await RestoreAsync(runtime, backup.Path, target);

        Assert.Empty(said.Errors);
        Assert.Empty(said.Warnings);
        var restored = Assert.Single(said.Of<DbaRestore>());
        Assert.Equal((ChangeStatus.Done, target), (restored.Status, restored.Target));
        Assert.All(restored.Steps, s => Assert.NotNull(s.Duration));
        var again = await BackUpAsync(runtime, target);
        var (first, second) = (await ManifestAsync(backup), await ManifestAsync(again));
        Assert.Equal(first.Tables.Select(t => (t.Name, t.Rows, t.Digest)), second.Tables.Select(t => (t.Name, t.Rows, t.Digest)));
        Assert.Equal(first.Objects, second.Objects);
        Assert.Equal(first.Sequences, second.Sequences);
        // The copy is a database of its own: what it names is in it.
        await Server.ExecuteAsync("INSERT INTO parent (id, name) VALUES (500, 'new')", target, Token);
        Assert.Equal("new!", await Server.ScalarAsync("SELECT name FROM a_top WHERE id = 500", target, Token));
        Assert.Null(await Server.ScalarAsync("SELECT name FROM a_top WHERE id = 500", backup.Database, Token));
        Assert.Equal("DISABLED", await Server.ScalarAsync($"SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = '{target}'", cancellationToken: Token));
        Assert.Contains(restored.Notes, n => n.Contains("nightly", StringComparison.Ordinal));
        Assert.Contains(restored.Notes, n => n.Contains("ghost@nowhere", StringComparison.Ordinal));
        Assert.DoesNotContain(await DatabasesAsync(), d => d.Contains("_restoring_", StringComparison.Ordinal) && d.StartsWith(target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_database_keeps_its_own_collation_and_the_drill_finds_every_column_as_it_was()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, database,
            ["ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", "CREATE TABLE named (id int PRIMARY KEY, name varchar(10), latin varchar(10) CHARACTER SET latin1)", "INSERT INTO named VALUES (1, 'x', 'y')"], Token);
        // The second backup's session is one that the pool has reset.
        await BackUpAsync(runtime, database);
        var backup = await BackUpAsync(runtime, database);
        var target = $"{database}_copy";
        Assert.Empty((await RestoreAsync(runtime, backup.Path, target)).Errors);
        Assert.Equal("utf8mb4_unicode_ci", await Server.ScalarAsync($"SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '{target}'", cancellationToken: Token));
        Assert.Empty((await DrillAsync(runtime, backup.Path)).Findings);
    }

    [Fact]
    public async Task An_existing_database_is_replaced_only_when_told_and_as_a_whole()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await MySqlSample.CreateAsync(Server.Server, Token));
        var target = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, target,
            ["CREATE TABLE old_one (id int PRIMARY KEY)", "INSERT INTO old_one VALUES (7)", "CREATE TRIGGER old_trigger BEFORE INSERT ON old_one FOR EACH ROW SET NEW.id = NEW.id + 1", "CREATE VIEW old_view AS SELECT id FROM old_one", "CREATE FUNCTION old_function () RETURNS int DETERMINISTIC RETURN 4"], Token);

        await SpoilAsync(backup, "parent");
        var failed = await RestoreAsync(runtime, backup.Path, target, r => r with { Force = true });
        Assert.Equal("RestoreFailed", Assert.Single(failed.Errors).Id);
        Assert.Contains("parent", failed.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(11L, Convert.ToInt64(await Server.ScalarAsync("SELECT id + old_function() FROM old_view", target, Token), System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain(await DatabasesAsync(), d => d.StartsWith($"{target}_", StringComparison.Ordinal));

        var sound = await BackUpAsync(runtime, backup.Database!);
        Assert.Empty((await RestoreAsync(runtime, sound.Path, target, r => r with { Force = true })).Errors);
        Assert.Equal(6L, await Server.ScalarAsync("SELECT COUNT(*) FROM parent", target, Token));
        Assert.Null(await Server.ScalarAsync($"SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{target}' AND TABLE_NAME LIKE 'old\\_%' AND TABLE_NAME <> 'old_kind'", cancellationToken: Token));
        Assert.DoesNotContain(await DatabasesAsync(), d => d.StartsWith($"{target}_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_shows_what_would_run_and_changes_nothing()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await MySqlSample.CreateAsync(Server.Server, Token));
        var before = await DatabasesAsync();

        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [Server.Uri], Path = backup.Path, NewName = "planned_only", PlanOnly = true }, cancellationToken: Token);

        var plan = Assert.Single(said.Of<DbaRestore>());
        Assert.Equal(ChangeStatus.WhatIf, plan.Status);
        Assert.Contains("CREATE VIEW", plan.Sql.Replace("ALGORITHM=UNDEFINED DEFINER=`root`@`127.0.0.1` SQL SECURITY DEFINER ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain($"`{backup.Database}`.", plan.Sql, StringComparison.Ordinal);
        Assert.Equal(before, await DatabasesAsync());
    }

    [Fact]
    public async Task Chosen_tables_come_with_their_triggers_and_nothing_else()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await MySqlSample.CreateAsync(Server.Server, Token));
        var target = $"{backup.Database}_some";

        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [Server.Uri], Path = backup.Path, NewName = target, Table = ["par*"] }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        Assert.Equal("parent,parted", await Server.ScalarAsync($"SELECT GROUP_CONCAT(TABLE_NAME ORDER BY TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{target}'", cancellationToken: Token));
        Assert.Equal("lonely,shout", await Server.ScalarAsync($"SELECT GROUP_CONCAT(TRIGGER_NAME ORDER BY TRIGGER_NAME) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '{target}'", cancellationToken: Token));
    }

    [Fact]
    public async Task A_good_backup_passes_its_drill_and_leaves_nothing_on_the_server()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await MySqlSample.CreateAsync(Server.Server, Token));

        var test = await DrillAsync(runtime, backup.Path, r => r with { Assert = ["SELECT COUNT(*) = 6 FROM parent", "SELECT id > 0 FROM a_top"] });

        Assert.True(test.Passed, string.Join("; ", test.Findings));
        Assert.Equal((await ManifestAsync(backup)).Tables.Count, test.Digest.Equal);
        Assert.Equal("CHECK TABLE", test.IntegrityResult!.Method);
        Assert.True(test.IntegrityResult.Passed);
        Assert.All(test.Assertions, a => Assert.True(a.Holds, a.ToString()));
        Assert.NotNull(test.EvidenceId);
        Assert.DoesNotContain(await DatabasesAsync(), d => d.StartsWith("dbaps_drill_", StringComparison.Ordinal) && d == test.Database);
        Assert.Equal(0L, await Server.ScalarAsync($"SELECT COUNT(*) FROM mysql.db WHERE Db LIKE 'dbaps%' AND REPLACE(Db, '\\\\', '') = '{test.Database}'", cancellationToken: Token));
    }

    [Fact]
    public async Task A_row_that_is_there_once_more_is_named()
    {
        const string Table = "odd`name $";
        await using var runtime = new TestRuntime();
        var source = await MySqlSample.CreateAsync(Server.Server, Token);
        var backup = await BackUpAsync(runtime, source);
        await using var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeFileAsync(tamper.Manifest.Tables.Single(t => t.Name == Table).Files.Single(), raw => [.. raw, .. "1\tx\n"u8]);

        var test = await DrillAsync(runtime, backup.Path, r => r with { Source = new(Server.UriOf(source)) });

        var finding = Assert.Single(test.Findings);
        Assert.Equal((RestoreFindingKind.RowsDuplicated, Table), (finding.Kind, finding.Object));
        Assert.Contains("x", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_is_missing_or_another_is_named()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await MySqlSample.CreateAsync(Server.Server, Token));
        await using var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeFileAsync(tamper.Manifest.Files.Single(f => f.Role == "schema").Path, raw =>
        {
            var text = System.Text.Encoding.UTF8.GetString(raw);
            Assert.Contains("RETURN x * 2", text, StringComparison.Ordinal);
            return System.Text.Encoding.UTF8.GetBytes(text.Replace("RETURN x * 2", "RETURN x * 3", StringComparison.Ordinal));
        });
        await tamper.ChangeManifestAsync(m => m with { Objects = [.. m.Objects, BackupSchemaObject.Of("view", "never_there", "text")] });

        var test = await DrillAsync(runtime, backup.Path);

        Assert.Equal(["ObjectChanged function double_it", "ObjectMissing view never_there"], test.Findings.Select(f => $"{f.Kind} {f.Object}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_whose_foreign_key_leads_nowhere_are_told()
    {
        await using var runtime = new TestRuntime();
        var database = await MySqlSample.CreateAsync(Server.Server, Token);
        await MySqlSample.RunAsync(Server.Server, database, ["SET foreign_key_checks = 0", "INSERT INTO child VALUES (9, 12345)"], Token);
        var backup = await BackUpAsync(runtime, database);

        var said = await RestoreAsync(runtime, backup.Path, $"{database}_orphan");
        Assert.Contains("to_parent", Assert.Single(said.Warnings), StringComparison.Ordinal);
        var test = await DrillAsync(runtime, backup.Path);
        Assert.Contains("to_parent", Assert.Single(test.Findings, f => f.Kind == RestoreFindingKind.Integrity).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_that_is_broken_at_the_source_stops_no_restore_and_no_proof()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, database, ["CREATE TABLE t (id int PRIMARY KEY, x int)", "CREATE VIEW a_second AS SELECT 1 AS one", "CREATE VIEW first_one AS SELECT id, x FROM t", "CREATE OR REPLACE VIEW a_second AS SELECT x FROM first_one", "CREATE VIEW sound AS SELECT id FROM t", "ALTER TABLE t DROP COLUMN x"], Token);
        var backup = await BackUpAsync(runtime, database);

        var test = await DrillAsync(runtime, backup.Path);

        Assert.True(test.Passed, string.Join("; ", test.Findings));
        Assert.Equal(2, test.Notes.Count(n => n.Contains("can't be made", StringComparison.Ordinal)));
        Assert.Equal(["a_second", "first_one"], (await ManifestAsync(backup)).Omitted.Select(o => o.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Accounts_the_server_lacks_stop_the_restore_are_made_or_are_replaced()
    {
        await using var runtime = new TestRuntime();
        var database = await MySqlSample.CreateAsync(Server.Server, Token);
        var backup = await BackUpAsync(runtime, database);
        var account = $"app_{database}@%";
        await Server.ExecuteAsync($"DROP USER '{account.Replace("@%", "", StringComparison.Ordinal)}'@'%'", cancellationToken: Token);

        var refused = await RestoreAsync(runtime, backup.Path, $"{database}_r");
        Assert.Equal("RolesMissing", Assert.Single(refused.Errors).Id);
        Assert.Contains(account, refused.Errors[0].Message, StringComparison.Ordinal);

        await Server.ExecuteAsync($"CREATE USER 'other_{database}'@'%' IDENTIFIED BY 'x-1'", cancellationToken: Token);
        var mapped = await RestoreAsync(runtime, backup.Path, $"{database}_m", request => request with { Roles = RestoreRoleMode.Map, RoleMap = [$"{account}=other_{database}@%"] });
        Assert.Empty(mapped.Errors);
        Assert.Equal(1L, await Server.ScalarAsync($"SELECT COUNT(*) FROM mysql.db WHERE User = 'other_{database}' AND REPLACE(Db, '\\\\', '') = '{database}_m'", cancellationToken: Token));

        var made = await RestoreAsync(runtime, backup.Path, $"{database}_c", request => request with { Roles = RestoreRoleMode.Create });
        Assert.Empty(made.Errors);
        Assert.Contains(made.Of<DbaRestore>().Single().Notes, n => n.Contains(account, StringComparison.Ordinal) && n.Contains("locked", StringComparison.Ordinal));
        Assert.Equal(1L, await Server.ScalarAsync($"SELECT COUNT(*) FROM mysql.db WHERE User = 'app_{database}' AND REPLACE(Db, '\\\\', '') = '{database}_c'", cancellationToken: Token));
    }

    [Fact]
    public async Task What_an_interrupted_restore_left_is_named_and_removed_when_told()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await MySqlSample.CreateAsync(Server.Server, Token));
        var target = $"{backup.Database}_left";
        var (left, other) = ($"{target}_restoring_0123abcd", $"{target}_restoring_89abcdef");
        await Server.ExecuteAsync($"CREATE DATABASE {left}; CREATE TABLE {left}.`dbaps unfinished restore` (id int); CREATE DATABASE {other}", cancellationToken: Token);

        var plan = (await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [Server.Uri], Path = backup.Path, NewName = target, PlanOnly = true }, cancellationToken: Token)).Of<DbaRestore>().Single();
        Assert.Equal([left], plan.Plan.Leftovers);
        Assert.Empty((await RestoreAsync(runtime, backup.Path, target, request => request with { RemoveLeftovers = true })).Errors);

        var databases = await DatabasesAsync();
        Assert.DoesNotContain(left, databases);
        Assert.Contains(other, databases);
    }

    private async Task<IReadOnlyList<string>> DatabasesAsync() =>
        [.. ((string)(await Server.ScalarAsync("SET SESSION group_concat_max_len = 1000000; SELECT GROUP_CONCAT(SCHEMA_NAME ORDER BY SCHEMA_NAME) FROM information_schema.SCHEMATA", cancellationToken: Token))!).Split(',')];

    /// <summary>Flips a bit in the middle of a table's file.</summary>
    private async Task<string> SpoilAsync(DbaBackup backup, string table)
    {
        var file = (await ManifestAsync(backup)).Tables.Single(t => t.Name == table).Files.Single();
        var path = Path.Combine(backup.Path, file);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);
        return file;
    }
}
