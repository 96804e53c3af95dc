using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Engines.Tests.Backups;
using DbaPS.Profiles;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class SqliteRestore(SqliteServer server) : RestoreSpec<SqliteServer>(server)
{
    [Fact]
    public async Task A_restored_file_has_the_source_s_rows_and_objects()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        var target = Path.Combine(runtime.Folder, "restored.db");

        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        var restored = Assert.Single(said.Of<DbaRestore>());
        Assert.Equal(ChangeStatus.Done, restored.Status);
        Assert.Equal(["data", "check", "rename"], restored.Steps.Select(s => s.Kind));
        Assert.All(restored.Steps, s => Assert.NotNull(s.Duration));
        var again = await BackUpAsync(runtime, target);
        var (first, second) = ((await BackupReader.OpenAsync(backup.Path, Token)).Manifest, (await BackupReader.OpenAsync(again.Path, Token)).Manifest);
        Assert.Equal(first.Tables.Select(t => (t.Name, t.Rows, t.Digest)), second.Tables.Select(t => (t.Name, t.Rows, t.Digest)));
        Assert.Equal(first.Objects, second.Objects);
        Assert.Equal(1L, await Server.ScalarAsync("SELECT count(*) FROM note_text WHERE note_text MATCH 'fox'", target, Token));
    }

    [Fact]
    public async Task The_sidecars_of_a_file_that_is_replaced_go_with_it()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        var target = Path.Combine(runtime.Folder, "old.db");
        await Server.ExecuteAsync("CREATE TABLE old (id INTEGER)", target, Token);

        // What a crashed program leaves beside its file.
        await File.WriteAllBytesAsync(target + "-wal", [], Token);
        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target, Force = true }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        Assert.Equal((long)SqliteSample.Orders, await Server.ScalarAsync("SELECT count(*) FROM orders", target, Token));
        Assert.Equal(["backups", "old.db"], Directory.GetFileSystemEntries(runtime.Folder).Select(Path.GetFileName).Where(n => !n!.StartsWith("history", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Of_servers_of_which_one_is_null_and_of_a_group_each_other_gets_the_backup()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        var request = new RestoreRequest { Path = backup.Path, NewName = Path.Combine(runtime.Folder, "one.db") };

        var said = await runtime.RunAsync("Restore-DbaDatabase", request with { Server = [null!] }, cancellationToken: Token);
        Assert.Contains("$null", Assert.Single(said.Errors).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(request.NewName));

        said = await runtime.RunAsync("Restore-DbaDatabase", request with { Server = [null!, Server.Uri] }, cancellationToken: Token);
        Assert.Equal("InvalidParameter", Assert.Single(said.Errors).Id);
        Assert.Equal(ChangeStatus.Done, Assert.Single(said.Of<DbaRestore>()).Status);

        await runtime.RunAsync("Register-DbaServer", new RegisterServerRequest { Name = "shop", Server = Server.Uri, Group = "trial" }, cancellationToken: Token);
        foreach (var grouped in (RestoreRequest[])[request with { Server = ["@trial"] }, request with { Group = ["trial"] }])
        {
            said = await runtime.RunAsync("Restore-DbaDatabase", grouped with { Force = true }, cancellationToken: Token);
            Assert.Empty(said.Errors);
            Assert.Equal(ChangeStatus.Done, Assert.Single(said.Of<DbaRestore>()).Status);
        }
    }

    [Fact]
    public async Task A_file_in_use_is_not_replaced()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        var target = Path.Combine(runtime.Folder, "used.db");
        await Server.ExecuteAsync("CREATE TABLE old (id INTEGER)", target, Token);
        await using var program = await SqliteProgram.StartAsync(target, typeof(SqliteProgramChild), "BEGIN IMMEDIATE; INSERT INTO old VALUES (1)", null, Token);

        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target, Force = true }, cancellationToken: Token);

        Assert.Contains("locked by another program", Assert.Single(said.Errors).Message, StringComparison.Ordinal);
        await program.DisposeAsync();
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM old", target, Token));
        Assert.DoesNotContain(Directory.GetFiles(runtime.Folder), f => f.Contains(".restoring-", StringComparison.Ordinal) || f.Contains(".replaced-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_left_over_log_of_another_database_is_in_the_way()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        var target = Path.Combine(runtime.Folder, "new.db");
        await File.WriteAllTextAsync(target + "-journal", "left over", Token);
        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target }, cancellationToken: Token);
        Assert.Equal("DatabaseLeftOver", Assert.Single(said.Errors).Id);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task Single_tables_come_with_their_rows_row_ids_indexes_and_triggers()
    {
        await using var runtime = new TestRuntime();
        var source = await SqliteSample.CreateAsync(Server, Token);
        await Server.ExecuteAsync("DELETE FROM plain WHERE rowid = 1", source, Token);
        var backup = await BackUpAsync(runtime, source);
        var target = Path.Combine(runtime.Folder, "some.db");

        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target, Table = ["orders", "cust*", "plain"] }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        Assert.Equal("customer,customer_name,orders,orders_amount,plain,sqlite_sequence",
            await Server.ScalarAsync("SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)", target, Token));
        Assert.Equal((long)SqliteSample.Orders, await Server.ScalarAsync("SELECT count(kept) FROM orders WHERE twice = amount * 2", target, Token));
        Assert.Equal("2,3", await Server.ScalarAsync("SELECT group_concat(rowid) FROM plain", target, Token));
        Assert.Equal(13L, await Server.ScalarAsync("SELECT seq FROM sqlite_sequence WHERE name = 'customer'", target, Token));
    }

    [Theory]
    [InlineData("INSERT INTO plain SELECT * FROM plain LIMIT 1", RestoreFindingKind.RowsDuplicated, "plain", "")]
    [InlineData("UPDATE typed SET a = 4.0 WHERE id = 2", RestoreFindingKind.RowsChanged, "typed", "2")]
    [InlineData("DROP TRIGGER customer_name", RestoreFindingKind.ObjectMissing, "trigger customer_name", "")]
    [InlineData("DROP INDEX orders_amount; CREATE INDEX orders_amount ON orders (amount)", RestoreFindingKind.ObjectChanged, "index orders_amount", "")]
    [InlineData("CREATE VIEW more AS SELECT 1", RestoreFindingKind.ObjectExtra, "view more", "")]
    [InlineData("PRAGMA user_version = 43", RestoreFindingKind.ObjectChanged, "setting user_version", "")]
    public async Task A_damage_inside_the_backup_s_file_is_named(string damage, RestoreFindingKind kind, string where, string what)
    {
        await using var runtime = new TestRuntime();
        var source = await SqliteSample.CreateAsync(Server, Token);
        var backup = await BackUpPlainAsync(runtime, source);
        await Server.ExecuteAsync(damage, Path.Combine(backup.Path, "database.db"), Token);
        await RewriteAsync(backup.Path, _ => { });

        var test = await DrillAsync(runtime, backup, $"sqlite:{source}");

        var finding = Assert.Single(test.Findings, f => f.Kind == kind);
        Assert.Equal(where, finding.Object);
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
        Assert.False(test.Passed);
    }

    [Fact]
    public async Task A_damaged_page_is_named_by_the_integrity_check_or_by_its_table()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpPlainAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        await RewriteAsync(backup.Path, bytes => bytes.AsSpan(6 * 4096, 300).Fill(0x77));

        var test = await DrillAsync(runtime, backup, null);

        Assert.False(test.Passed);
        Assert.Contains(test.Findings, f => f.Kind is RestoreFindingKind.Integrity or RestoreFindingKind.ObjectMissing);
    }

    [Fact]
    public async Task Differences_between_a_live_file_and_its_backup_are_listed_by_key()
    {
        await using var runtime = new TestRuntime();
        var source = await SqliteSample.CreateAsync(Server, Token);
        var backup = await BackupReader.OpenAsync((await BackUpAsync(runtime, source)).Path, Token);
        await Server.ExecuteAsync("DELETE FROM orders WHERE number = 10; UPDATE orders SET label = 'x' WHERE number = 20; INSERT INTO orders (customer_id, number) VALUES (5, 1000)", source, Token);
        var session = await runtime.ConnectAsync($"sqlite:{source}", cancellationToken: Token);
        var table = backup.Manifest.Tables.Single(t => t.Name == "orders");
        var digester = session.Require<ITableDigester>();
        TableDigestResult? live = null;
        await foreach (var result in digester.DigestAsync([table], RowHasher.Unkeyed, 2, Token))
        {
            live = result;
        }

        var buckets = TableDigest.Compare(TableDigest.Parse(table.Digest!), live!.Digest!).Buckets.Select(b => b.Bucket).ToList();
        var rows = await digester.ExplainAsync(backup, table, buckets, RowHasher.Unkeyed, Token);

        Assert.Equal(["Changed 7, 20", "Extra 5, 1000", "Missing 4, 10"], rows.Select(r => $"{r.Kind} {r.Key.Trim('(', ')')}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Page_size_encoding_vacuum_and_journal_mode_are_kept()
    {
        await using var runtime = new TestRuntime();
        var source = Path.Combine(runtime.Folder, "kept.db");
        await Server.ExecuteAsync(
            """
            PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA encoding = 'UTF-16be';
            CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'größe 🐘');
            CREATE VIRTUAL TABLE box USING rtree (id, x0, x1); INSERT INTO box VALUES (1, 0.5, 2.5);
            """, source, Token);
        var backup = await BackUpAsync(runtime, source);
        var target = Path.Combine(runtime.Folder, "copy.db");
        Assert.Empty((await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target }, cancellationToken: Token)).Errors);
        foreach (var (sql, expected) in (IEnumerable<(string, object)>)[("PRAGMA page_size", 8192L), ("PRAGMA auto_vacuum", 2L), ("PRAGMA encoding", "UTF-16be"), ("SELECT v FROM t", "größe \U0001F418"), ("SELECT x1 FROM box", 2.5)])
        {
            Assert.Equal(expected, await Server.ScalarAsync(sql, target, Token));
        }
        Assert.True((await DrillAsync(runtime, backup, null)).Passed);
    }

    [Fact]
    public async Task A_damaged_source_is_named_and_lists_no_backup()
    {
        await using var runtime = new TestRuntime();
        var source = Path.Combine(runtime.Folder, "damaged.db");
        await Server.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i, hex(randomblob(50)) FROM n", source, Token);
        var bytes = await File.ReadAllBytesAsync(source, Token);
        bytes.AsSpan(4096, 4096).Fill(0xAA);
        await File.WriteAllBytesAsync(source, bytes, Token);
        var said = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [$"sqlite:{source}"], Path = Path.Combine(runtime.Folder, "backups") }, cancellationToken: Token);
        Assert.Contains("damaged.db", Assert.Single(said.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty((await runtime.RunAsync("Get-DbaBackup", new BackupListRequest { Path = [Path.Combine(runtime.Folder, "backups")] }, cancellationToken: Token)).Of<DbaBackup>());
    }

    [Fact]
    public async Task What_an_interrupted_restore_left_is_named_and_only_the_unfinished_is_removed()
    {
        await using var runtime = new TestRuntime();
        var backup = await BackUpAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        var target = Path.Combine(runtime.Folder, "left.db");
        string[] left = [target + ".restoring-0123abcd", target + ".replaced-0123abcd"];
        foreach (var file in left.Append(target + ".restoring-mine"))
        {
            await File.WriteAllTextAsync(file, "left", Token);
        }
        var plan = (await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target, PlanOnly = true }, cancellationToken: Token)).Of<DbaRestore>().Single();
        Assert.Equal(left.Order(), plan.Plan.Leftovers.Order());
        Assert.All(left, l => Assert.Contains(plan.Notes, n => n.Contains(l, StringComparison.Ordinal)));
        Assert.Empty((await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = backup.Path, NewName = target, RemoveLeftovers = true }, cancellationToken: Token)).Errors);
        Assert.Equal([false, true, true], left.Append(target + ".restoring-mine").Select(File.Exists));
    }

    private async Task<DbaBackup> BackUpPlainAsync(TestRuntime runtime, string path)
    {
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, path) with { Compression = BackupCompression.None }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaBackup>());
    }

    /// <summary>In a sandbox, which for a file is its folder.</summary>
    private Task<DbaRestoreTest> DrillAsync(TestRuntime runtime, DbaBackup backup, string? source) =>
        DrillAsync(runtime, backup.Path, r => r with { Server = null, Source = source is null ? null : new(source) });

    /// <summary>Changes the file inside a backup and makes its hashes fit again, as somebody would who tampers with it.</summary>
    private async Task RewriteAsync(string backup, Action<byte[]> change)
    {
        var file = Path.Combine(backup, "database.db");
        var bytes = await File.ReadAllBytesAsync(file, Token);
        change(bytes);
        await File.WriteAllBytesAsync(file, bytes, Token);
        var manifestFile = Path.Combine(backup, BackupManifest.FileName);
        var manifest = BackupManifest.Parse(await File.ReadAllBytesAsync(manifestFile, Token));
        var entry = manifest.Files.Single();
        var json = (manifest with { Files = [entry with { Size = bytes.Length, RawSize = bytes.Length, Sha256 = Hash(bytes) }] }).ToJson();
        await File.WriteAllBytesAsync(manifestFile, json, Token);
        await File.WriteAllTextAsync(Path.Combine(backup, BackupManifest.CheckFileName), $"{Hash(json)}  {BackupManifest.FileName}\n", Token);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant();
}
