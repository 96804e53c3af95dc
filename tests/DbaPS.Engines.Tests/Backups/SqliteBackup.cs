using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

public sealed class SqliteBackup(SqliteServer server) : BackupSpec<SqliteServer>(server)
{
    protected override bool ChoosesTables => false;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_manifest_names_every_table_and_object(bool wal)
    {
        await using var runtime = new TestRuntime();
        var path = await SqliteSample.CreateAsync(Server, Token, wal);

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, path), cancellationToken: Token);

        Assert.Empty(said.Errors);
        var backup = Assert.Single(said.Of<DbaBackup>());
        Assert.Equal(BackupMethods.Copy, backup.Method);
        var manifest = await ManifestAsync(backup);
        var tables = manifest.Tables.ToDictionary(t => t.Name);
        Assert.Equal(["customer", "note_text", "note_text_config", "note_text_content", "note_text_data", "note_text_docsize", "note_text_idx", "odd \"name", "orders", "plain", "sqlite_sequence", "sqlite_stat1", "typed"],
            tables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["customer_id", "number"], tables["orders"].Key);
        Assert.Equal(["customer_id", "number", "amount", "label"], tables["orders"].Columns.Select(c => c.Name));
        Assert.Equal(SqliteSample.Orders, tables["orders"].Rows);
        Assert.Null(tables["note_text"].Digest);
        Assert.Equal("virtual", tables["note_text"].Kind);
        Assert.All(tables.Values.Where(t => t.Kind != "virtual"), t => Assert.Equal(t.Rows, TableDigest.Parse(t.Digest!).RowCount));
        Assert.Equal(["index orders_amount", "setting application_id", "setting encoding", "setting user_version", "trigger customer_name", "view big"],
            manifest.Objects.Where(o => o.Kind != "table").Select(o => $"{o.Kind} {o.Identity}"));
        Assert.Equal("42", manifest.Properties["user_version"]);
        Assert.Equal(wal ? "wal" : "delete", wal ? "wal" : manifest.Properties["journal_mode"] is "delete" or "off" ? "delete" : manifest.Properties["journal_mode"]);
        Assert.Equal(["database.db.br"], backup.Files);
    }

    [Fact]
    public async Task A_server_that_is_null_is_an_error_of_its_own_and_hides_no_backup()
    {
        await using var runtime = new TestRuntime();
        var path = await SqliteSample.CreateAsync(Server, Token);
        var folder = Path.Combine(runtime.Folder, "backups");
        Assert.Empty((await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [$"sqlite:{path}"], Path = folder }, cancellationToken: Token)).Errors);

        var listed = await runtime.RunAsync("Get-DbaBackup", new BackupListRequest { Path = [folder], Server = [null!, $"sqlite:{path}"] }, cancellationToken: Token);

        Assert.Single(listed.Of<DbaBackup>());
        Assert.Equal(["Declined", "InvalidParameter"], listed.Errors.Select(e => e.Id).Order());
        Assert.Contains(listed.Errors, e => e.Message.Contains("$null", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_keep_their_storage_class_and_their_bytes()
    {
        await using var runtime = new TestRuntime();
        var path = await SqliteSample.CreateAsync(Server, Token);
        var manifest = await ManifestAsync(runtime, path);
        var hasher = RowHasher.Unkeyed;
        var expected = new TableDigestBuilder(hasher);
        var row = new CanonicalRow();
        Action<CanonicalRow>[] notes =
        [
            r => r.Null(), r => r.Integer(1L), r => r.Float(1.5), r => r.Bytes([0, 0xff]), r => r.Text([(byte)'f', 0xff, (byte)'o']), r => r.Text(""u8), r => r.Bytes([]),
            r => r.Integer(long.MaxValue), r => r.Float(-0.0), r => r.Float(double.PositiveInfinity), r => r.Text("a\0b"u8), r => r.Float(1.0), r => r.Float(1e300),
        ];
        string[] names = ["Ann", "Bö😀", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"];
        for (var i = 0; i < notes.Length; i++)
        {
            row.Begin();
            row.Integer(i + 1L);
            row.Text(names[i].AsSpan());
            notes[i](row);
            expected.AddRow(row.Written, row.Written[..9]);
        }

        Assert.Equal(expected.Build(), TableDigest.Parse(manifest.Tables.Single(t => t.Name == "customer").Digest!));
    }

    [Fact]
    public async Task The_same_rows_in_utf_16_have_the_same_digest()
    {
        await using var runtime = new TestRuntime();
        var eight = await ManifestAsync(runtime, await SqliteSample.CreateAsync(Server, Token));
        var sixteen = await ManifestAsync(runtime, await SqliteSample.CreateAsync(Server, Token, encoding: "UTF-16le"));

        // The broken text can't be the same: UTF-16 holds it otherwise.
        foreach (var name in new[] { "orders", "plain", "typed", "odd \"name" })
        {
            Assert.Equal(eight.Tables.Single(t => t.Name == name).Digest, sixteen.Tables.Single(t => t.Name == name).Digest);
        }
        Assert.Equal("UTF-16le", sixteen.Properties["encoding"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_goes_on_writing_and_the_copy_is_of_one_moment(bool wal)
    {
        await using var runtime = new TestRuntime();
        var path = await SqliteSample.CreateAsync(Server, Token, wal);
        await FillAsync(path, 30_000);
        await Server.ExecuteAsync("CREATE TABLE written (n INTEGER NOT NULL); INSERT INTO written VALUES (0)", path, Token);
        // The sum over all rows is the same after every transaction.
        await using var program = await SqliteProgram.StartAsync(path, typeof(SqliteProgramChild), "PRAGMA synchronous = OFF",
            "BEGIN IMMEDIATE; UPDATE account SET balance = balance - 5 WHERE id = 1 + abs(random()) % 29999; UPDATE account SET balance = balance + 5 WHERE id = 30001 - changes(); COMMIT; UPDATE written SET n = n + 1", Token);

        var backups = new List<DbaBackup>();
        for (var i = 0; i < 3; i++)
        {
            var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, path), cancellationToken: Token);
            Assert.Empty(said.Errors);
            backups.AddRange(said.Of<DbaBackup>());
            var written = await WrittenAsync();
            while (await WrittenAsync() == written)
            {
                await Task.Delay(10, Token);
            }
        }
        await program.DisposeAsync();

        var counts = new List<long>();
        foreach (var backup in backups)
        {
            var target = Path.Combine(runtime.Folder, $"{backup.BackupId}.db");
            var restored = await runtime.RunAsync("Restore-DbaDatabase", new DbaPS.Restores.RestoreRequest { Path = backup.Path, NewName = target }, cancellationToken: Token);
            Assert.Empty(restored.Errors);
            Assert.Equal(3_000_000L, await Server.ScalarAsync("SELECT sum(balance) FROM account", target, Token));
            counts.Add((long)(await Server.ScalarAsync("SELECT n FROM written", target, Token))!);
        }
        Assert.True(counts[0] < counts[1] && counts[1] < counts[2], $"The program wrote meanwhile: {string.Join(", ", counts)}");

        async Task<long> WrittenAsync() => (long)(await Server.ScalarAsync("SELECT n FROM written", path, Token))!;
    }

    [Fact]
    public async Task Choosing_tables_is_left_to_the_restore()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, await SqliteSample.CreateAsync(Server, Token)) with { ExcludeTable = ["plain"] }, cancellationToken: Token);
        Assert.Contains("Restore-DbaDatabase -Table", Assert.Single(said.Errors).RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_gives_no_backup()
    {
        await using var runtime = new TestRuntime();
        var path = await SqliteSample.CreateAsync(Server, Token);
        await FillAsync(path, 5_000);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes.AsSpan(bytes.Length - 8192, 4096).Fill(0x55);
        await File.WriteAllBytesAsync(path, bytes, Token);

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, path), cancellationToken: Token);

        Assert.Equal("DatabaseDamaged", Assert.Single(said.Errors).Id);
        Assert.Empty(said.Of<DbaBackup>());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(runtime.Folder, "backups")));
    }

    private Task FillAsync(string path, int rows) => Server.ExecuteAsync(
        "CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL, filler TEXT); "
        + $"INSERT INTO account WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, 100, hex(randomblob(50)) FROM n",
        path,
        Token);

    private async Task<BackupManifest> ManifestAsync(TestRuntime runtime, string path) => await ManifestAsync(await BackUpAsync(runtime, path));
}
