using System.Text;
using DbaPS.Backups;
using DbaPS.History;
using DbaPS.Restores;
using DbaPS.Sandboxes;
using DbaPS.Testing;
using DbaPS.Tools;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Test-DbaRestore: a good backup passes, and every damage is named.</summary>
public sealed class PostgreSqlRestoreDrillTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncDisposable
{
    private readonly TestRuntime _runtime = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dbaps-drill-").FullName;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_rich_backup_passes_and_the_drill_is_remembered()
    {
        var database = servers.Source.CreateDatabase();
        await RichSchema.CreateAsync(servers.Source, database, "drill");
        var backup = await BackUpAsync(database);
        var test = await DrillAsync(backup, r => r with
        {
            Assert = ["SELECT count(*) = 2000 FROM shop.orders", "SELECT bool_and(doubled = level * 2) FROM shop.customers"],
            RpoTarget = TimeSpan.FromHours(1),
            RtoTarget = TimeSpan.FromMinutes(10),
        });
        Assert.Empty(test.Findings);
        Assert.True(test.Passed);
        Assert.True(test.Met);
        Assert.Equal(0, test.RowsLost);
        Assert.Equal(test.Digest.Compared, test.Digest.Equal);
        Assert.True(test.Digest.Compared >= 15, test.Digest.ToString());
        Assert.Equal("amcheck", test.IntegrityResult!.Method);
        Assert.True(test.IntegrityResult.Checked > 20);
        Assert.All(test.Assertions, a => Assert.True(a.Holds));
        Assert.InRange(test.RtoActual!.Value, test.RestoreDuration!.Value, TimeSpan.FromMinutes(5));
        Assert.InRange(test.RpoActual!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.Contains(test.Notes, n => n.Contains("drill owner", StringComparison.Ordinal) && n.Contains("without login", StringComparison.Ordinal));
        Assert.Contains(test.Notes, n => n.Contains("shop.average was recomputed and has the same rows", StringComparison.Ordinal));
        var entry = await SingleEntryAsync();
        Assert.Equal(test.EvidenceId, entry.Id);
        Assert.Equal(database, entry.Database);
        Assert.DoesNotContain("canary", entry.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain((await _runtime.RunAsync("Get-DbaSandbox", new GetSandboxRequest(), cancellationToken: Token)).Of<DbaSandbox>(), s => s.SandboxId == test.Sandbox);
    }

    [Theory]
    [InlineData("keyed", "dropped", RestoreFindingKind.RowsMissing)]
    [InlineData("keyed", "changed", RestoreFindingKind.RowsChanged)]
    [InlineData("loose", "duplicated", RestoreFindingKind.RowsDuplicated)]
    [InlineData("loose", "added", RestoreFindingKind.RowsExtra)]
    public async Task A_damaged_row_is_named(string table, string damage, RestoreFindingKind kind)
    {
        var backup = await SmallBackupAsync();
        var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeFileAsync(tamper.Manifest.Tables.Single(t => t.Name == table).Files[0], raw => Damage(raw, damage));
        var test = await DrillAsync(backup);
        var finding = Assert.Single(test.Findings);
        Assert.Equal((kind, $"public.{table}"), (finding.Kind, finding.Object));
        Assert.Contains(finding.Rows, r => r.Key.Contains("77", StringComparison.Ordinal));
        Assert.Equal(new DigestSummary(2, 1, 1, 0), test.Digest);
        Assert.Equal(damage == "dropped" ? 1 : 0, test.RowsLost);
        Assert.Null(test.Met);
    }

    [Fact]
    public async Task A_missing_trigger_is_named()
    {
        var database = servers.Source.CreateDatabase();
        await RichSchema.CreateAsync(servers.Source, database, "trigger");
        // A comment on what is missing would end the restore before the proof.
        await servers.Source.ExecuteAsync("COMMENT ON TRIGGER customers_touch ON shop.customers IS NULL", database, Token);
        var backup = await BackUpAsync(database);
        // The name in the archive's list and statement: cut to another kind of entry, the restore passes it over.
        var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeFileAsync(tamper.Manifest.Files.Single(f => f.Role == "schema").Path, raw => Replace(raw, "TRIGGER", "STDSTRINGS", after: "customers customers_touch"));
        var test = await DrillAsync(backup);
        var finding = Assert.Single(test.Findings);
        Assert.Equal(RestoreFindingKind.ObjectMissing, finding.Kind);
        Assert.Equal("trigger shop.customers customers_touch", finding.Object);
    }

    [Fact]
    public async Task A_schema_nobody_here_wrote_passes()
    {
        // Chado, the schema of model organism databases: 213 tables, 472 foreign keys, 95 functions, several schemas.
        var fetched = OperatingSystem.IsLinux() && File.Exists("/usr/bin/dpkg-deb")
            ? await ToolRunner.RunAsync("/bin/sh", ["-c", "cd \"$1\" && apt-get download libchado-perl && dpkg-deb -x libchado-perl_*.deb .", "sh", _folder], cancellationToken: Token)
            : new ToolResult(1, "", "no apt");
        Assert.SkipUnless(fetched.ExitCode == 0, "The Debian package libchado-perl can't be downloaded. Run apt-get update, or let the machine reach its mirror.");
        var database = servers.Source.CreateDatabase();
        await ToolRunner.RunAsync(
            Path.Combine(servers.Source.ProgramFolder, "psql"),
            ["-q", "-h", "127.0.0.1", "-p", $"{servers.Source.Port}", "-U", "postgres", "-d", database, "-f", Path.Combine(_folder, "usr/share/gmod/chado/modules/default_schema.sql")],
            new Dictionary<string, string?> { ["PGPASSWORD"] = servers.Source.Password }, cancellationToken: Token);
        Assert.Equal(213L, await servers.Source.ScalarAsync("SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')", database, Token));
        // Some of its indexes call functions that name others without their schema.
        await servers.Source.ExecuteAsync($"ALTER DATABASE {database} SET search_path = public, frange, genetic_code, so", cancellationToken: Token);
        var test = await DrillAsync(await BackUpAsync(database));
        Assert.Empty(test.Findings);
        Assert.Equal(213, test.Digest.Equal);
        Assert.Contains(test.Notes, n => n.Contains("search_path", StringComparison.Ordinal));
    }

    private static byte[] Damage(byte[] raw, string damage)
    {
        var lines = Encoding.UTF8.GetString(raw).TrimEnd('\n').Split('\n').ToList();
        var at = lines.FindIndex(l => l.StartsWith("77\t", StringComparison.Ordinal));
        switch (damage)
        {
            case "dropped":
                lines.RemoveAt(at);
                break;
            case "changed":
                lines[at] = lines[at].Replace("row", "raw", StringComparison.Ordinal);
                break;
            case "duplicated":
                lines.Insert(3, lines[at]);
                break;
            default:
                lines.Add(lines[at].Replace("77\t", "7777\t", StringComparison.Ordinal));
                break;
        }
        return Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
    }

    /// <summary>Replaces a text with its length before it, as the archive writes texts.</summary>
    private static byte[] Replace(byte[] raw, string old, string with, string after)
    {
        var start = raw.AsSpan().IndexOf(Encoding.UTF8.GetBytes(after));
        Assert.True(start > 0, $"the archive has no '{after}'");
        var at = start + raw.AsSpan(start).IndexOf(Encoding.UTF8.GetBytes(old));
        return [.. raw[..(at - 4)], .. BitConverter.GetBytes(with.Length), .. Encoding.UTF8.GetBytes(with), .. raw[(at + old.Length)..]];
    }

    /// <summary>Two tables whose type (an array of an enum) makes their data text, so that a test can edit it.</summary>
    private async Task<DbaBackup> SmallBackupAsync()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            """
            CREATE TYPE mood AS ENUM ('ok');
            CREATE TABLE keyed (id int PRIMARY KEY, v text, m mood[]);
            INSERT INTO keyed SELECT i, 'row ' || i, '{ok}' FROM generate_series(1, 200) i;
            CREATE TABLE loose (id int, v text, m mood[]);
            INSERT INTO loose SELECT i, 'row ' || i, '{ok}' FROM generate_series(1, 200) i;
            """, database, Token);
        var backup = await BackUpAsync(database);
        Assert.All(Manifest(backup).Tables, t => Assert.Equal("text", t.Format));
        return backup;
    }

    private static BackupManifest Manifest(DbaBackup backup) => BackupManifest.Parse(File.ReadAllBytes(Path.Combine(backup.Path, BackupManifest.FileName)));

    private async Task<DbaBackup> BackUpAsync(string database)
    {
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [servers.Source.UriOf(database)], Path = _folder, ToolPath = servers.Source.ProgramFolder }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaBackup>());
    }

    private async Task<DbaRestoreTest> DrillAsync(DbaBackup backup, Func<RestoreTestRequest, RestoreTestRequest>? change = null)
    {
        var request = new RestoreTestRequest { Path = backup.Path, ToolPath = servers.Source.ProgramFolder, Jobs = 2 };
        var said = await _runtime.RunAsync("Test-DbaRestore", change is null ? request : change(request), cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaRestoreTest>());
    }

    private async Task<HistoryEntry> SingleEntryAsync()
    {
        var history = await _runtime.Runtime.History.OpenAsync(Token);
        var all = new List<HistoryEntry>();
        await foreach (var entry in history.ReadAsync(new HistoryQuery(RestoreDrill.Kind), Token))
        {
            all.Add(entry);
        }
        return Assert.Single(all);
    }
}
