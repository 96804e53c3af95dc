using System.Data;
using DbaPS.Backups;
using DbaPS.Backups.Codecs;
using DbaPS.Connections;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.SqlServer.Backups;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>What Backup-DbaDatabase sends, and what its manifest says of a server's own file.</summary>
[Covers("Backup-DbaDatabase", "Get-DbaBackup", "Test-DbaBackup", On = [typeof(SqlServerServer)])]
public sealed class SqlServerBackupLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dbaps-mssql-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Backs_up_by_the_server_with_digests_before_and_after()
    {
        var driver = Shop();
        var manifest = await BackUpAsync(driver, new BackupRequest { ServerPath = "/var/opt/mssql/backup", Jobs = 1 });
        await Golden.HoldsAsync("backup-enterprise-2022", driver.Log, Token);

        Assert.Equal("Server", manifest.Method);
        Assert.Empty(manifest.Files);
        var file = Assert.Single(manifest.ServerFiles);
        Assert.Equal(("/var/opt/mssql/backup/shop.bak", 4096L, 1), (file.Path, file.Size, file.Position));
        Assert.Equal(("34000000012300001", "34000000045600001"), (manifest.FromPosition, manifest.ToPosition));
        var table = Assert.Single(manifest.Tables);
        Assert.Equal((2L, null, "id"), (table.Rows, table.NotComparable, Assert.Single(table.Key)));
        Assert.Equal(2, TableDigest.Parse(table.Digest!).RowCount);
        Assert.Equal(["integer", "text"], table.Columns.Select(c => c.Form));
    }

    [Fact]
    public async Task A_table_that_changed_meanwhile_is_not_comparable_and_never_equal()
    {
        var reads = 0;
        var driver = Shop().On("SELECT [id], [name]", () => Interlocked.Increment(ref reads) == 1 ? Rows(2) : Rows(3));
        var table = Assert.Single((await BackUpAsync(driver, new BackupRequest { Jobs = 1 })).Tables);
        Assert.Null(table.Digest);
        Assert.Contains("changed while the backup was taken", table.NotComparable, StringComparison.Ordinal);
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task A_schema_that_changed_meanwhile_fails_the_backup_by_name()
    {
        var reads = 0;
        var driver = Shop().On("-- schema-objects", () => Interlocked.Increment(ref reads) == 1
            ? RecordingDriver.Table("kind, identity, definition, owner", ["view", "[dbo].[v]", "CREATE VIEW v AS SELECT 1 AS a", null])
            : RecordingDriver.Table("kind, identity, definition, owner", ["view", "[dbo].[v]", "CREATE VIEW v AS SELECT 2 AS a", null]));
        var error = (await Assert.ThrowsAsync<DbaException>(() => BackUpAsync(driver, new BackupRequest { Jobs = 1 }))).Error;
        Assert.Equal("BackupSchemaChanged", error.Id);
        Assert.Contains("view [dbo].[v]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_snapshots_nothing_is_digested_and_the_manifest_says_so()
    {
        var driver = Shop(snapshotOn: 0);
        var manifest = await BackUpAsync(driver, new BackupRequest { Jobs = 1 });
        Assert.Null(Assert.Single(manifest.Tables).Digest);
        var omission = Assert.Single(manifest.Omitted);
        Assert.False(omission.Asked);
        Assert.Contains("ALLOW_SNAPSHOT_ISOLATION", omission.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(driver.Log, l => l.Contains("begin transaction", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("backup-express-2019", "15.0.4420.2", 4, BackupCompression.Brotli)]
    [InlineData("backup-zstd-2025", "17.0.1000.7", 3, BackupCompression.Zstd)]
    [InlineData("backup-managed-instance", "12.0.2000.8", 8, BackupCompression.None)]
    public async Task Compresses_as_edition_and_version_can(string name, string version, int edition, BackupCompression compression)
    {
        var driver = Shop(snapshotOn: 0);
        await BackUpAsync(driver, new BackupRequest { Jobs = 1, Compression = compression, ServerPath = "https://account.blob.core.windows.net/backups" }, version, edition);
        await Golden.HoldsAsync(name, [.. driver.Log.Where(l => l.Contains("BACKUP", StringComparison.Ordinal))], Token);
    }

    [Theory]
    [InlineData("12.0.2000.8", RecordedServer.AzureDatabase, "point-in-time restore")]
    [InlineData("12.0.2000.8", RecordedServer.ManagedInstance, "-ServerPath")]
    public async Task Azure_is_told_what_it_has_instead(string version, int edition, string advice)
    {
        await using var session = await RecordedServer.ConnectAsync(Shop(), version, edition, Token);
        var error = (await Assert.ThrowsAsync<DbaException>(() => new SqlServerBackups(session).PlanAsync(new BackupRequest(), Token))).Error;
        Assert.Contains(advice, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_the_server_verify_its_file_and_tells_another_backup_apart()
    {
        var driver = Shop().On("RESTORE HEADERONLY", "BackupSetGUID, FirstLSN, LastLSN", ["0D0D0D0D-0000-4000-8000-000000000001", 34000000012300001m, 34000000045600001m]);
        await using var session = await RecordedServer.ConnectAsync(driver, "16.0.4185.3", RecordedServer.Enterprise, Token);
        var backup = await SavedAsync(driver);
        var checks = await ChecksAsync(session, backup);
        Assert.Equal(["Content Passed", "Header Passed"], checks.Select(c => $"{c.Check} {c.Result}"));
        await Golden.HoldsAsync("backup-verify", [.. driver.Log.Where(l => l.Contains("RESTORE", StringComparison.Ordinal))], Token);

        driver.On("RESTORE HEADERONLY", "BackupSetGUID, FirstLSN, LastLSN", ["0D0D0D0D-0000-4000-8000-000000000002", 1m, 2m]).Fail("RESTORE VERIFYONLY", 3189, "Damage to the backup set was detected.");
        checks = await ChecksAsync(session, backup);
        Assert.Equal(["Content Failed", "Header Failed"], checks.Select(c => $"{c.Check} {c.Result}"));
    }

    [Fact]
    public async Task Lists_the_servers_own_history()
    {
        var driver = Shop();
        await using var session = await RecordedServer.ConnectAsync(driver, "16.0.4185.3", RecordedServer.Enterprise, Token);
        var listed = new List<DbaBackup>();
        await foreach (var backup in new SqlServerServerBackups(session).ListAsync(Origin(), Token))
        {
            listed.Add(backup);
        }
        var found = Assert.Single(listed);
        Assert.Equal(("0d0d0d0d-0000-4000-8000-000000000001", "Full", "Server", "34000000045600001"), (found.BackupId, found.Type, found.Method, found.ToPosition));
        Assert.Equal(["/var/opt/mssql/backup/shop.bak"], found.ServerFiles);
    }

    internal static RecordingDriver Shop(int snapshotOn = 1) => new RecordingDriver()
        .On("-- backup-facts", "may_back_up, snapshot_on, recovery_model, collation, compatibility_level, owner, backup_folder, size_bytes, tables",
            [1, snapshotOn, "FULL", "Latin1_General_100_CI_AS_SC_UTF8", "160", "sa", null, 8192L, 1L])
        .On("-- digest-tables", RecordedServer.Tables, [42L, "dbo", "items", "table"])
        .On("-- digest-columns", RecordedServer.Columns, [42L, "id", "int", 0, 1L], [42L, "name", "nvarchar", 0, 0L])
        .On("SELECT [id], [name]", () => Rows(2))
        .On("-- backup-set",
            "set_id, set_uuid, database, type, started_at, finished_at, first_lsn, last_lsn, checkpoint_lsn, database_backup_lsn, family, fork, path, position, size_bytes, raw_bytes, has_checksums, is_copy_only, is_damaged, is_encrypted, software_major, software_minor, software_build, login",
            [7L, "0D0D0D0D-0000-4000-8000-000000000001", "shop", "D", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(1), "34000000012300001", "34000000045600001", "1", "2",
                "0F0F0F0F-0000-4000-8000-000000000001", "0E0E0E0E-0000-4000-8000-000000000001", "/var/opt/mssql/backup/shop.bak", 1, 4096L, 8192L, 1, 1, 0, 0, 16L, 0L, 4185L, "tester"]);

    private static DataTable Rows(int count) => RecordingDriver.Table("id, name", [.. Enumerable.Range(1, count).Select(i => new object?[] { i, $"item {i}" })]);

    private static ObjectOrigin Origin() => new(new EngineId("SqlServer"), default, new ServerReference("mssql://tester@db1:1433/shop", Guid.Empty), "shop", DateTimeOffset.UtcNow);

    private static async Task<IReadOnlyList<BackupCheck>> ChecksAsync(DbaPS.SqlServer.SqlServerSession session, BackupReader backup)
    {
        var checks = new List<BackupCheck>();
        await foreach (var check in new SqlServerServerBackups(session).VerifyAsync(backup, Token))
        {
            checks.Add(check);
        }
        return checks;
    }

    private async Task<BackupReader> SavedAsync(RecordingDriver driver)
    {
        var name = Guid.NewGuid().ToString("N");
        await using var writer = BackupWriter.Create(_folder.FullName, name);
        await writer.CompleteAsync(await BackUpAsync(driver, new BackupRequest { Jobs = 1 }), Token);
        return await BackupReader.OpenAsync(Path.Combine(_folder.FullName, name), Token);
    }

    private async Task<BackupManifest> BackUpAsync(RecordingDriver driver, BackupRequest request, string version = "16.0.4185.3", int edition = RecordedServer.Enterprise)
    {
        await using var session = await RecordedServer.ConnectAsync(driver, version, edition, Token);
        await using var writer = BackupWriter.Create(_folder.FullName, Guid.NewGuid().ToString("N"));
        var job = new BackupJob(Guid.NewGuid(), Origin(), request, writer, BackupCodecs.For(BackupCompression.None), RowHasher.Unkeyed, DateTimeOffset.UtcNow);
        return await new SqlServerBackups(session).BackUpAsync(job, new FakePipeline(), Token);
    }
}
