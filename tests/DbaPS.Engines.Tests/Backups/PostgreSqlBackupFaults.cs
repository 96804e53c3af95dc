using System.Diagnostics;
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

    [Fact]
    public async Task A_server_that_dies_stops_or_drops_us_leaves_no_backup_or_a_whole_one()
    {
        await using var runtime = new TestRuntime();
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        Assert.SkipUnless(server.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        var database = await CreateAsync(server);
        await server.ExecuteAsync("CHECKPOINT", cancellationToken: Token);
        var folder = Path.Combine(runtime.Folder, "backups");
        var clock = Stopwatch.StartNew();
        Assert.Empty((await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriOf(database)) with { Name = "unharmed" }, cancellationToken: Token)).Errors);
        var whole = clock.Elapsed;
        foreach (var seed in FaultRounds.Seeds(8))
        {
            var random = new Random(seed);
            var kind = random.Next(3);
            var backingUp = Task.Run(() => runtime.RunAsync("Backup-DbaDatabase", Request(runtime, server.UriOf(database)) with { Name = $"b{seed}" }, cancellationToken: Token), Token);
            await Task.Delay(whole * random.NextDouble(), Token);
            await (kind switch
            {
                0 => server.CrashAsync(Token),
                1 => server.StopAsync(Token),
                _ => server.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ILIKE 'dbaps%' AND pid <> pg_backend_pid() AND application_name <> 'dbaps-tests' ORDER BY random() LIMIT 1", cancellationToken: Token),
            });
            var said = await backingUp;

            var what = $"seed {seed}, {(kind == 0 ? "killed" : kind == 1 ? "stopped" : "dropped")}: {string.Join(' ', said.Errors)}";
            Assert.True(said.Errors.Count + said.Of<DbaBackup>().Count == 1, what);
            Assert.True(Directory.GetFileSystemEntries(folder).All(e => Path.GetFileName(e) == "unharmed" || (said.Of<DbaBackup>().Count == 1 && e == said.Of<DbaBackup>()[0].Path)), what);
            if (said.Of<DbaBackup>().Count == 1)
            {
                var checks = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [said.Of<DbaBackup>()[0].Path], FailedOnly = true, NoHistory = true }, cancellationToken: Token);
                Assert.True(checks.Of<BackupCheck>().Count == 0, what);
                Assert.Equal(Accounts, (await BackupReader.OpenAsync(said.Of<DbaBackup>()[0].Path, Token)).Manifest.Tables.Single(t => t.Name == "account").Rows);
                Directory.Delete(said.Of<DbaBackup>()[0].Path, recursive: true);
            }
            if (kind < 2)
            {
                await server.StartAgainAsync(Token);
            }
        }
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_no_backup()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(shared.Server);
        var request = Request(runtime, shared.UriOf(database)) with { Compression = BackupCompression.None };
        foreach (var seed in FaultRounds.Seeds(4))
        {
            await using var disk = await FullDisk.CreateAsync(12L << 20, Token);
            // Somewhere between nothing and a little less than the backup takes.
            disk.Fill(new Random(seed).Next(0, 8 << 20));
            var full = await runtime.RunAsync("Backup-DbaDatabase", request with { Path = disk.Folder, SkipSpaceCheck = true }, cancellationToken: Token);
            Assert.Equal("BackupDiskFull", Assert.Single(full.Errors).Id);
            Assert.DoesNotContain(Directory.GetDirectories(disk.Folder), d => Path.GetFileName(d) != "lost+found");
            if (seed == 1)
            {
                var refused = await runtime.RunAsync("Backup-DbaDatabase", request with { Path = disk.Folder }, cancellationToken: Token);
                Assert.Equal("BackupSpaceShort", Assert.Single(refused.Errors).Id);
            }
        }
    }

    [Fact]
    public async Task Whatever_happens_to_a_file_afterwards_is_found_and_named()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(shared.Server);
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, shared.UriOf(database)) with { ExcludeTable = ["app.big"] }, cancellationToken: Token);
        var backup = Assert.Single(said.Of<DbaBackup>());
        var data = (await BackupReader.OpenAsync(backup.Path, Token)).Manifest.Files.Select(f => f.Path).ToList();
        List<string> files = [.. data, BackupManifest.FileName, BackupManifest.CheckFileName];
        foreach (var seed in FaultRounds.Seeds(66))
        {
            var random = new Random(seed);
            var file = files[random.Next(files.Count)];
            var path = Path.Combine(backup.Path, file);
            var original = await File.ReadAllBytesAsync(path, Token);
            var (damage, bad) = await DamageAsync(backup.Path, original, files[random.Next(files.Count)], random);
            File.Delete(path);
            if (bad is not null)
            {
                await File.WriteAllBytesAsync(path, bad, Token);
            }

            var checks = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [backup.Path], FailedOnly = true, NoHistory = true }, cancellationToken: Token);

            var found = checks.Of<BackupCheck>().Where(c => c.Result == "Failed").Select(c => c.File).ToList();
            Assert.True(found is [var one] && one == (data.Contains(file) ? file : BackupManifest.FileName), $"seed {seed}: {damage} of {file}: found in {string.Join(", ", found)}");
            await File.WriteAllBytesAsync(path, original, Token);
        }
        Assert.Empty((await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [backup.Path], FailedOnly = true, NoHistory = true }, cancellationToken: Token)).Of<BackupCheck>());
    }

    [Theory]
    [InlineData("a file is listed no longer")]
    [InlineData("a file is listed twice")]
    [InlineData("a path leads out")]
    [InlineData("a link leads out")]
    [InlineData("a row count is another")]
    [InlineData("a digest is cut")]
    [InlineData("the format is of tomorrow")]
    public async Task A_manifest_that_was_tampered_with_is_found_even_with_its_hash_made_to_fit(string how)
    {
        await using var runtime = new TestRuntime();
        var database = await CreateAsync(shared.Server);
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, shared.UriOf(database)), cancellationToken: Token);
        var backup = Assert.Single(said.Of<DbaBackup>());
        await using var tamper = new Restores.BackupTamper(backup.Path);
        var first = tamper.Manifest.Files[0];
        var table = tamper.Manifest.Tables.First(t => t.Digest is not null);
        BackupManifest WithTable(BackupManifest m, BackupTable changed) => m with { Tables = [.. m.Tables.Select(t => t.Name == table.Name ? changed : t)] };
        await tamper.ChangeManifestAsync(m => how switch
        {
            "a file is listed no longer" => m with { Files = [.. m.Files.Skip(1)] },
            "a file is listed twice" => m with { Files = [.. m.Files, first] },
            "a path leads out" => m with { Files = [first with { Path = "../" + first.Path }, .. m.Files.Skip(1)] },
            "a row count is another" => WithTable(m, table with { Rows = table.Rows + 1 }),
            "a digest is cut" => WithTable(m, table with { Digest = table.Digest![..^3] }),
            "the format is of tomorrow" => m with { Format = m.Format + 1 },
            _ => m,
        });
        if (how == "a link leads out")
        {
            var path = Path.Combine(backup.Path, first.Path);
            File.Move(path, Path.Combine(runtime.Folder, "elsewhere"));
            File.CreateSymbolicLink(path, Path.Combine(runtime.Folder, "elsewhere"));
        }

        var checks = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [backup.Path], FailedOnly = true, NoHistory = true }, cancellationToken: Token);

        Assert.Contains(checks.Of<BackupCheck>(), c => c.Result == "Failed");
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

    /// <summary>What becomes of a file; null when nothing is left of it.</summary>
    private static async Task<(string Damage, byte[]? Bad)> DamageAsync(string folder, byte[] original, string otherFile, Random random)
    {
        var other = await File.ReadAllBytesAsync(Path.Combine(folder, otherFile), Token);
        byte[] flipped = [.. original];
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        byte[] blank = [.. original];
        var from = random.Next(blank.Length);
        blank.AsSpan(from, Math.Min(512, blank.Length - from)).Clear();
        return random.Next(7) switch
        {
            0 => ("truncation", original[..random.Next(original.Length)]),
            1 => ("removal", null),
            2 => ("more at the end", [.. original, (byte)random.Next(256)]),
            3 => ("doubling", [.. original, .. original]),
            4 when !other.AsSpan().SequenceEqual(original) => ("a swap", other),
            5 when !blank.AsSpan().SequenceEqual(original) => ("a blank block", blank),
            _ => ("a flipped bit", flipped),
        };
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
