using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Restores;
using DbaPS.SqlServer.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>What Restore-DbaDatabase sends, planned, run and failed.</summary>
[Covers("Restore-DbaDatabase", "Test-DbaRestore", On = [typeof(SqlServerServer)])]
public sealed class SqlServerRestoreLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dbaps-mssql-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Restores_under_a_temporary_name_and_moves_every_file()
    {
        var driver = Server();
        var (target, job) = await JobAsync(driver, "shop_copy");
        var plan = await target.PlanAsync(job, Token);
        Assert.Empty(plan.Problems);
        Assert.DoesNotContain(driver.Log, l => l.Contains("RESTORE DATABASE", StringComparison.Ordinal));
        var outcome = await target.ExecuteAsync(job, plan, new FakePipeline(), Token);
        Assert.Equal(["verify", "data", "rename"], outcome.Steps.Select(s => s.Kind));
        await target.RemoveAsync("shop_copy", Token);
        await Golden.HoldsAsync("restore-new-name", driver.Log, Token);
    }

    [Fact]
    public async Task Keeps_an_existing_database_until_the_new_one_is_complete()
    {
        var driver = Server(targetExists: 1);
        var (target, job) = await JobAsync(driver, "shop");
        Assert.Equal("RestoreTargetExists", Assert.Single((await target.PlanAsync(job, Token)).Problems).Id);
        job = job with { Force = true };
        await target.ExecuteAsync(job, await target.PlanAsync(job, Token), new FakePipeline(), Token);
        await Golden.HoldsAsync("restore-replace", [.. driver.Log.SkipWhile(l => !l.Contains("VERIFYONLY", StringComparison.Ordinal))], Token);
    }

    [Fact]
    public async Task Brings_the_earlier_database_back_when_the_new_one_can_not_take_its_name()
    {
        var driver = Server(targetExists: 1);
        var (target, job) = await JobAsync(driver, "shop");
        job = job with { Force = true };
        var plan = await target.PlanAsync(job, Token);
        driver.Fail($"ALTER DATABASE [{plan.TemporaryName}] MODIFY NAME", 5030, "The database could not be exclusively locked.");
        var failure = await Assert.ThrowsAsync<DbaException>(() => target.ExecuteAsync(job, plan, new FakePipeline(), Token));
        Assert.Equal("RestoreFailed", failure.Error.Id);
        Assert.Contains("What had been built was removed", failure.Error.Message, StringComparison.Ordinal);
        await Golden.HoldsAsync("restore-taken-back", [.. driver.Log.SkipWhile(l => !l.Contains("VERIFYONLY", StringComparison.Ordinal))], Token);
    }

    [Fact]
    public async Task Says_what_stands_in_the_way()
    {
        var driver = Server().On("RESTORE HEADERONLY", "BackupSetGUID, SoftwareVersionMajor", ["0D0D0D0D-0000-4000-8000-000000000009", 17L]);
        var (target, job) = await JobAsync(driver, "shop_copy");
        Assert.Equal(["BackupFileDamaged", "VersionUnsupported"], (await target.PlanAsync(job, Token)).Problems.Select(p => p.Id));
        driver.Fail("RESTORE HEADERONLY", 3201, "Cannot open backup device.");
        var missing = Assert.Single((await target.PlanAsync(job with { ServerPath = @"D:\elsewhere" }, Token)).Problems);
        Assert.Contains("-ServerPath", missing.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(driver.Log, l => l.Contains(@"N'D:\elsewhere\shop.bak'", StringComparison.Ordinal));
        Assert.Equal("Declined", (await Assert.ThrowsAsync<DbaException>(() => target.PlanAsync(job with { Tables = ["items"] }, Token))).Error.Id);
    }

    [Fact]
    public async Task Reads_what_dbcc_finds()
    {
        var driver = Server().On("DBCC CHECKDB", "Level, MessageText", [16L, "Table error: page (1:264)."], [10L, "CHECKDB found 1 error."]).On("-- integrity-targets", "objects", [3L]);
        await using var session = await RecordedServer.ConnectAsync(driver, "16.0.4185.3", RecordedServer.Enterprise, Token);
        var result = await new SqlServerIntegrity(session).CheckAsync(1, Token);
        Assert.Equal(("DBCC CHECKDB", 3L, "Table error: page (1:264)."), (result.Method, result.Checked, Assert.Single(result.Problems)));
        await Golden.HoldsAsync("integrity", driver.Log, Token);
        driver.Fail("DBCC CHECKDB", 2571, "User 'tester' does not have permission to run DBCC CHECKDB.");
        Assert.Null((await new SqlServerIntegrity(session).CheckAsync(1, Token)).Passed);
    }

    private static RecordingDriver Server(int targetExists = 0) => SqlServerBackupLogTests.Shop()
        .On("-- restore-facts", "may_create, data_folder, log_folder, target_exists", [1, "/var/opt/mssql/data/", "/var/opt/mssql/log", (long)targetExists])
        .On("RESTORE HEADERONLY", "BackupSetGUID, SoftwareVersionMajor", ["0D0D0D0D-0000-4000-8000-000000000001", 16L])
        .On("RESTORE FILELISTONLY", "LogicalName, PhysicalName, Type", ["shop", @"C:\data\shop.mdf", "D"], ["it's more", @"C:\data\more.ndf", "D"], ["shop_log", @"C:\data\shop_log.ldf", "L"]);

    private async Task<(SqlServerRestore Target, RestoreJob Job)> JobAsync(RecordingDriver driver, string target)
    {
        var manifest = new BackupManifest
        {
            BackupId = Guid.NewGuid(),
            Method = "Server",
            Engine = "SqlServer",
            ServerVersion = "16.0.4185.3",
            Server = "mssql://tester@db1:1433/shop",
            Database = "shop",
            Start = DateTimeOffset.UnixEpoch,
            ServerFiles = [new BackupServerFile("/var/opt/mssql/backup/shop.bak", 4096, "0d0d0d0d-0000-4000-8000-000000000001", 1)],
        };
        var name = Guid.NewGuid().ToString("N");
        await using (var writer = BackupWriter.Create(_folder.FullName, name))
        {
            await writer.CompleteAsync(manifest, Token);
        }
        var session = await RecordedServer.ConnectAsync(driver, "16.0.4185.3", RecordedServer.Enterprise, Token);
        return (new SqlServerRestore(session), new RestoreJob(await BackupReader.OpenAsync(Path.Combine(_folder.FullName, name), Token), target));
    }
}
