using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.Sandboxes;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>A drill names each damage planted in a backup whose hashes fit, and in one whose hashes do not.</summary>
public sealed class PostgreSqlPlantedDamageTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncDisposable
{
    private readonly RestoreBench _bench = new(servers.Source, servers.Target);

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Every_planted_change_of_the_schema_is_named_at_once()
    {
        var backup = await SampleAsync();
        var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeArchiveAsync(entries => entries
            .Where(e => !(e.Description == "INDEX" && e.Tag == "t_v") && !(e.Description == "ACL" && e.Tag.EndsWith(" t", StringComparison.Ordinal)) && e.Description != "TRIGGER" && e.Description != "POLICY")
            .Select(e => e.Description switch
            {
                "FUNCTION" => e with { Definition = e.Definition.Replace("n + 1", "n + 2", StringComparison.Ordinal) },
                "TABLE" when e.Tag == "t" => e with { Definition = e.Definition.Replace("'unknown'", "'changed'", StringComparison.Ordinal) },
                _ => e,
            }));
        var findings = (await _bench.DrillAsync(backup)).Findings;
        Assert.Equal(
            [
                "ObjectChanged function public.more(n integer)", "ObjectChanged table public.t", "ObjectMissing index public.t_v", "ObjectMissing policy public.t mine",
                "ObjectMissing trigger public.t touch",
            ],
            findings.Select(f => $"{f.Kind} {f.Object}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_missing_grant_is_named_by_the_privileges()
    {
        var backup = await SampleAsync();
        var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeArchiveAsync(entries => entries.Where(e => e.Description != "ACL"));
        var finding = Assert.Single((await _bench.DrillAsync(backup)).Findings);
        Assert.Equal((RestoreFindingKind.ObjectChanged, "table public.t"), (finding.Kind, finding.Object));
        Assert.Contains("privileges", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_object_that_is_missing_or_changed_is_named()
    {
        var backup = await SampleAsync();
        var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeFileAsync(tamper.Manifest.LargeObjects!.Files[0], raw => [.. raw[..^1], (byte)(raw[^1] ^ 1)]);
        var finding = Assert.Single((await _bench.DrillAsync(backup)).Findings);
        Assert.Equal(RestoreFindingKind.LargeObjectsDiffer, finding.Kind);
        Assert.Contains("other content", finding.Message, StringComparison.Ordinal);

        backup = await SampleAsync();
        tamper = new BackupTamper(backup.Path);
        await tamper.ChangeArchiveAsync(entries => entries.Where(e => !e.Description.StartsWith("BLOB", StringComparison.Ordinal)));
        await tamper.ChangeFileAsync(tamper.Manifest.LargeObjects!.Files[0], _ => []);
        finding = Assert.Single((await _bench.DrillAsync(backup)).Findings);
        Assert.Equal(RestoreFindingKind.LargeObjectsDiffer, finding.Kind);
        Assert.Contains("0 of 1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_byte_of_the_schema_archive_names_the_file()
    {
        var backup = await SampleAsync();
        var path = new BackupTamper(backup.Path).Manifest.Files.Single(f => f.Role == "schema").Path;
        await FlipAsync(Path.Combine(backup.Path, path));
        var finding = Assert.Single((await _bench.DrillAsync(backup)).Findings);
        Assert.Equal((RestoreFindingKind.FileDamaged, path), (finding.Kind, finding.Object));
    }

    [Fact]
    public async Task A_flipped_byte_of_the_manifest_is_refused_by_name()
    {
        var backup = await SampleAsync();
        await FlipAsync(Path.Combine(backup.Path, BackupManifest.FileName));
        var said = await _bench.Runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, ToolPath = servers.Source.ProgramFolder }, cancellationToken: Token);
        Assert.Contains("manifest", Assert.Single(said.Errors).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(said.Written);
    }

    [Fact]
    public async Task A_key_makes_digests_that_nobody_without_it_can_forge()
    {
        var key = Path.Combine(_bench.Folder, "key");
        await File.WriteAllTextAsync(key, "0123456789abcdef0123456789abcdef", Token);
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, 'v' FROM generate_series(1, 100) i", database, Token);
        var backup = await _bench.BackUpAsync(database, r => r with { DigestKeyFile = key });
        var said = await _bench.Runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, ToolPath = servers.Source.ProgramFolder }, cancellationToken: Token);
        Assert.Equal("DigestKeyWrong", Assert.Single(said.Errors).Id);
        var test = await _bench.DrillAsync(backup, r => r with { DigestKeyFile = key });
        Assert.True(test.Passed, string.Join("; ", test.Findings));
        Assert.Null(test.Met);
    }

    [Theory]
    [InlineData("starting")]
    [InlineData("restoring")]
    [InlineData("comparing")]
    public async Task A_cancelled_drill_leaves_no_sandbox(string stage)
    {
        var backup = await SampleAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pipeline = new StoppingPipeline(stage, stop);
        var before = await SandboxesAsync();
        var request = new RestoreTestRequest { Path = backup.Path, ToolPath = servers.Source.ProgramFolder };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OperationCatalog.Find("Test-DbaRestore")!.RunAsync(_bench.Runtime.Runtime, request, pipeline, stop.Token));
        Assert.True(pipeline.Reached);
        // Other tests have sandboxes too, which go by themselves; one that this drill left would stay.
        var left = (await SandboxesAsync()).Except(before).ToList();
        for (var patience = TimeSpan.FromMinutes(2); left.Count > 0 && patience > TimeSpan.Zero; patience -= TimeSpan.FromSeconds(1))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Token);
            left = [.. left.Intersect(await SandboxesAsync())];
        }
        Assert.Empty(left);
    }

    private async Task<List<string>> SandboxesAsync() =>
        [.. (await _bench.Runtime.RunAsync("Get-DbaSandbox", new GetSandboxRequest(), cancellationToken: Token)).Of<DbaSandbox>().Select(s => s.SandboxId)];

    private async Task<DbaBackup> SampleAsync()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            """
            DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'planted') THEN CREATE ROLE planted; END IF; END $$;
            CREATE TABLE t (id int PRIMARY KEY, v text DEFAULT 'unknown'); INSERT INTO t SELECT i, 'row ' || i FROM generate_series(1, 50) i; CREATE INDEX t_v ON t (v);
            CREATE FUNCTION more(n int) RETURNS int LANGUAGE sql AS 'SELECT n + 1'; CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
            CREATE TRIGGER touch BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touched(); CREATE POLICY mine ON t USING (true); GRANT SELECT ON t TO planted;
            CREATE SEQUENCE counter; SELECT nextval('counter'); SELECT lo_from_bytea(4712, 'content');
            """, database, Token);
        return await _bench.BackUpAsync(database);
    }

    private async Task FlipAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[bytes.Length / 2] ^= 0x04;
        await File.WriteAllBytesAsync(path, bytes, Token);
    }

    /// <summary>Cancels when the drill comes to a stage.</summary>
    private sealed class StoppingPipeline(string stage, CancellationTokenSource stop) : IPipeline
    {
        public bool Reached { get; private set; }

        public ValueTask WriteAsync(object item, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void Error(DbaError error)
        {
        }

        public void Warning(string message)
        {
        }

        public void Verbose(string message)
        {
        }

        public void Progress(ProgressUpdate update)
        {
            if (!Reached && update.Status.StartsWith(stage, StringComparison.OrdinalIgnoreCase))
            {
                Reached = true;
                stop.Cancel();
            }
        }

        public Task<ChangeAnswer> ConfirmAsync(ChangePrompt prompt, CancellationToken cancellationToken) => Task.FromResult(ChangeAnswer.Proceed);
    }
}
