using DbaPS.Backups;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>What goes on around a backup: a server that dies, a disk that fills, files that change afterwards.</summary>
public sealed class PostgreSqlBackupFaults(PostgreSql15 shared) : IClassFixture<PostgreSql15>
{
    private const int Accounts = 50_000;
    private const int Flipped = 1_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_server_that_is_killed_leaves_no_backup_or_a_whole_one(int seed)
    {
        await using var runtime = new TestRuntime();
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        var database = await CreateAsync(server);
        var delay = TimeSpan.FromMilliseconds(new Random(seed).Next(50, 900));

        var backingUp = Task.Run(() => runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriOf(database)), cancellationToken: Token), Token);
        await Task.Delay(delay, Token);
        await server.CrashAsync(Token);
        var said = await backingUp;

        Assert.Equal(1, said.Errors.Count + said.Of<DbaBackup>().Count);
        var folder = Path.Combine(runtime.Folder, "backups");
        foreach (var left in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            Assert.Equal(left, Assert.Single(said.Of<DbaBackup>()).Path);
            var checks = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [left], FailedOnly = true }, cancellationToken: Token);
            Assert.Empty(checks.Of<BackupCheck>());
        }
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_no_backup()
    {
        await using var disk = await FullDisk.CreateAsync(8L << 20, Token);
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(shared.Server);
        var request = Request(runtime, shared.UriOf(database)) with { Path = disk.Folder, Compression = BackupCompression.None };

        var short1 = await runtime.RunAsync("Backup-DbaDatabase", request, cancellationToken: Token);
        var full = await runtime.RunAsync("Backup-DbaDatabase", request with { SkipSpaceCheck = true }, cancellationToken: Token);

        Assert.Equal("BackupSpaceShort", Assert.Single(short1.Errors).Id);
        Assert.Equal("BackupDiskFull", Assert.Single(full.Errors).Id);
        Assert.DoesNotContain(Directory.GetDirectories(disk.Folder), d => Path.GetFileName(d) != "lost+found");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_file_that_is_cut_flipped_swapped_or_removed_is_named(int seed)
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(shared.Server);
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, shared.UriOf(database)), cancellationToken: Token);
        var backup = Assert.Single(said.Of<DbaBackup>());
        var random = new Random(seed);
        var files = (await BackupReader.OpenAsync(backup.Path, Token)).Manifest.Files.Select(f => f.Path).ToList();

        foreach (var file in files)
        {
            var path = Path.Combine(backup.Path, file);
            var original = await File.ReadAllBytesAsync(path, Token);
            var other = await File.ReadAllBytesAsync(Path.Combine(backup.Path, files[(files.IndexOf(file) + 1) % files.Count]), Token);
            byte[] flipped = [.. original];
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            foreach (var bad in new[] { flipped, original[..random.Next(original.Length)], other, null })
            {
                File.Delete(path);
                if (bad is not null)
                {
                    await File.WriteAllBytesAsync(path, bad, Token);
                }
                var checks = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [backup.Path], FailedOnly = true, NoHistory = true }, cancellationToken: Token);
                Assert.Equal([file], checks.Of<BackupCheck>().Select(c => c.File));
            }
            await File.WriteAllBytesAsync(path, original, Token);
        }
    }

    [Fact]
    public async Task The_password_stands_in_no_file_message_or_command_line()
    {
        await using var runtime = new TestRuntime();
        var server = shared.Server;
        var database = await PostgreSqlSample.CreateAsync(server);
        var role = $"canary_{database}";
        const string secret = "C4nary-Pa55word-in-the-coal-mine";
        await server.ExecuteAsync($"CREATE ROLE {role} SUPERUSER LOGIN PASSWORD '{secret}'; ALTER TABLE app.plain OWNER TO {role}", database, Token);
        var lines = new HashSet<string>(StringComparer.Ordinal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watching = Task.Run(() => WatchCommandLines(lines, stop.Token), Token);

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriFor(role, secret, database)), cancellationToken: Token);
        await stop.CancelAsync();
        await watching;

        Assert.Empty(said.Errors);
        Assert.Contains(lines, l => l.Contains("--snapshot=", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(said.VerboseLines.Concat(said.Warnings), l => l.Contains(secret, StringComparison.Ordinal));
        var backup = Assert.Single(said.Of<DbaBackup>());
        Assert.DoesNotContain(secret, backup.ToString(), StringComparison.Ordinal);
        var reader = await BackupReader.OpenAsync(backup.Path, Token);
        Assert.DoesNotContain(secret, System.Text.Encoding.UTF8.GetString(reader.Manifest.ToJson()), StringComparison.Ordinal);
        foreach (var file in reader.Manifest.Files)
        {
            using var content = new StreamReader(reader.OpenVerified(file, Token), System.Text.Encoding.Latin1);
            Assert.DoesNotContain(secret, await content.ReadToEndAsync(Token), StringComparison.Ordinal);
        }
        foreach (var file in Directory.EnumerateFiles(runtime.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_and_frees_the_server()
    {
        await using var runtime = new TestRuntime();
        var database = await CreateAsync(shared.Server);
        var folder = Path.Combine(runtime.Folder, "backups");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var backingUp = Task.Run(() => runtime.RunAsync("Backup-DbaDatabase", Request(runtime, shared.UriOf(database)), cancellationToken: cancel.Token), Token);
        while (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(f => f.Contains("data", StringComparison.Ordinal)))
        {
            await Task.Delay(1, Token);
        }
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backingUp);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        await shared.ExecuteAsync("SET lock_timeout = '5s'; TRUNCATE account", database, Token);
    }

    [Fact]
    public async Task A_server_newer_than_every_pg_dump_is_declined_with_what_to_install()
    {
        await using var runtime = new TestRuntime();
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 18 }, Token);
        Assert.SkipWhen(Directory.Exists("/usr/lib/postgresql/18/bin"), "pg_dump 18 is on this machine; the refusal can be seen only without it.");

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.Uri), cancellationToken: Token);

        var error = Assert.Single(said.Errors);
        Assert.Equal("ToolMissing", error.Id);
        Assert.Contains("postgresql-client-18", error.RecommendedAction, StringComparison.Ordinal);
    }

    private static BackupRequest Request(TestRuntime runtime, string uri) => new() { Server = [uri], Path = Path.Combine(runtime.Folder, "backups"), Jobs = 2 };

    private static async Task<string> CreateAsync(PostgreSqlServer server)
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync(
            $"CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL, filler text); INSERT INTO account SELECT g, 100, repeat(md5(g::text), 10) FROM generate_series(1, {Accounts}) g; "
            + $"CREATE TABLE flipped AS SELECT g AS n FROM generate_series(1, {Flipped}) g; CREATE TABLE made AS SELECT g AS n FROM generate_series(1, {Flipped}) g", database, Token);
        return database;
    }

    private static void WatchCommandLines(HashSet<string> lines, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
            {
                try
                {
                    lines.Add(File.ReadAllText(Path.Combine(process, "cmdline")));
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    // It ended meanwhile.
                }
            }
            Thread.Sleep(2);
        }
    }
}
