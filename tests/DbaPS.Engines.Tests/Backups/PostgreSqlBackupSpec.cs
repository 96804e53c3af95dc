using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Digests;
using DbaPS.PostgreSql;
using DbaPS.PostgreSql.Backups;
using DbaPS.PostgreSql.Digests;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Backups of PostgreSQL, and what one of a live server holds.</summary>
public abstract class PostgreSqlBackupSpec<TServer>(TServer server) : BackupSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    [Fact]
    public async Task The_manifest_holds_every_kind_of_table_with_its_rows()
    {
        await using var runtime = new TestRuntime();
        var manifest = await ManifestAsync(runtime, await PostgreSqlSample.CreateAsync(Server.Server));

        Assert.Equal(
            [
                "app.bare table binary 2", "app.big table binary 200000", "app.child table binary 1", "app.dropped table binary 1", "app.empty table binary 0", "app.local table text 2",
                "app.parent table binary 3", "app.part partitioned none 0", "app.part_a partition binary 1000", "app.part_b partition binary 500", "app.plain table binary 4",
                "app.secured table binary 2", "app.summary materialized-view none 10", "app.unfilled materialized-view none 0", "app.unlogged table binary 10",
                $"{PostgreSqlSample.Hostile}.{PostgreSqlSample.Hostile} table binary 2",
            ],
            manifest.Tables.Select(t => $"{t.DisplayName} {t.Kind} {t.Format} {t.Rows}"));
        Assert.All(manifest.Tables.Where(t => t.Files.Count > 0), t => Assert.Equal(t.Rows, TableDigest.Parse(t.Digest!).RowCount));
        Assert.Empty(manifest.Tables.Single(t => t.Name == "empty").Files);
        Assert.DoesNotContain(manifest.Tables.Single(t => t.Name == "local").Columns, c => c.Name == "twice");
        Assert.Equal("array<composite<integer,text,text>>", manifest.Tables.Single(t => t.Name == "local").Columns.Single(c => c.Name == "pp").Form);
        Assert.Equal([new BackupSequence("app", "local_id_seq", 2, true), new BackupSequence("app", "odd", 8, true)], manifest.Sequences);
        Assert.Equal(3, manifest.LargeObjects!.Count);
        Assert.Contains(manifest.Objects, o => o is { Kind: "trigger", Identity: "app.plain touched" });
        Assert.Contains(manifest.Roles, r => r.Name == "postgres");
        Assert.All(manifest.Roles, r => Assert.Null(r.PasswordHash));
        Assert.Equal("UTF8", manifest.Properties["encoding"]);
        Assert.NotNull(manifest.SystemIdentifier);
        Assert.Empty(manifest.Omitted);
        Assert.StartsWith("pg_dump ", manifest.SchemaTool, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_whose_build_failed_is_not_expected_back()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(Server.Server);
        await Server.ExecuteAsync("CREATE INDEX whole ON app.plain (vc); CREATE INDEX broken ON app.plain (id)", database, Token);
        await Server.ExecuteAsync("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.broken'::regclass", database, Token);

        var manifest = await ManifestAsync(runtime, database);

        Assert.Contains(manifest.Objects, o => o is { Kind: "index", Identity: "app.whole" });
        Assert.DoesNotContain(manifest.Objects, o => o.Identity == "app.broken");
    }

    [Fact]
    public async Task The_live_tables_have_the_digests_of_the_manifest()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(Server.Server);
        var manifest = await ManifestAsync(runtime, database);
        await using var session = await SessionAsync(database);

        var results = await DigestAsync(session, manifest);

        Assert.Equal(manifest.Tables.Count(t => t.Digest is not null), results.Count);
        Assert.All(results, r => Assert.Null(r.Problem));
        Assert.All(results, r => Assert.Equal(TableDigest.Parse(r.Table.Digest!), r.Digest));
        var objects = new List<BackupSchemaObject>();
        await foreach (var item in new PostgreSqlSchemaInventory(session).ReadAsync(Token))
        {
            objects.Add(item);
        }
        Assert.Equal(manifest.Objects, objects);
    }

    [Fact]
    public async Task Each_changed_row_is_named_by_its_key()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(Server.Server);
        var backup = await BackupReader.OpenAsync((await BackUpAsync(runtime, database)).Path, Token);
        await Server.ExecuteAsync(
            "UPDATE app.big SET t = 'other' WHERE id = 77; DELETE FROM app.big WHERE id = 100000; INSERT INTO app.big VALUES (200001, 'x', 1); "
            + "INSERT INTO app.parent VALUES (2); UPDATE app.local SET doms = '{9}' WHERE id = 1; DROP TABLE app.dropped; ALTER TABLE app.empty ALTER a TYPE text", database, Token);
        await using var session = await SessionAsync(database);
        var digester = new PostgreSqlTableDigester(session);

        var found = new List<string>();
        foreach (var result in await DigestAsync(session, backup.Manifest))
        {
            if (result.Digest is null)
            {
                found.Add($"{result.Table.Name}: {result.Problem}");
                continue;
            }
            var comparison = TableDigest.Compare(TableDigest.Parse(result.Table.Digest!), result.Digest);
            if (!comparison.Equal)
            {
                var rows = await digester.ExplainAsync(backup, result.Table, [.. comparison.Buckets.Select(b => b.Bucket)], RowHasher.Unkeyed, Token);
                found.AddRange(rows.Select(r => $"{result.Table.Name}: {r.Kind} {r.Key} {r.Count}"));
            }
        }

        Assert.Equal(
            [
                "big: Changed 77 1", "big: Extra 200001 1", "big: Missing 100000 1", "dropped: the table is not there.",
                "empty: its column 'a' is text and digests as text, not as integer.", "local: Changed 1 1", "parent: Duplicated 2 1",
            ],
            found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Binary_and_text_give_one_digest()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(Server.Server);
        var manifest = await ManifestAsync(runtime, database);
        await using var session = await SessionAsync(database);
        await using var connection = await SnapshotConnection.BeginAsync(session, null, TimeSpan.FromSeconds(5), Token);
        var sources = (await TableSources.ReadAsync(session, connection, Token)).ToDictionary(t => (t.Schema, t.Name));

        foreach (var name in new[] { "plain", "big", "part_a", "bare" })
        {
            var table = manifest.Tables.Single(t => t.Name == name);
            var live = LiveTable.Find(table, sources) with { IsBinary = false };
            var sink = new DigestSink(RowHasher.Unkeyed);
            await live.ReadAsync(session, connection, live.Whole, sink, Token);
            Assert.Equal(TableDigest.Parse(table.Digest!), sink.Builder.Build());
        }
    }

    [Fact]
    public async Task A_login_without_rights_is_told_what_to_grant_and_what_it_was_told_helps()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(Server.Server);
        var role = $"reader_{database}";
        await Server.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'reader'", database, Token);
        var uri = Server.Server.UriFor(role, "reader", database);

        var refused = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { Server = [uri] }, cancellationToken: Token);

        var error = Assert.Single(refused.Errors);
        Assert.Equal("BackupRightsMissing", error.Id);
        Assert.Contains("table app.plain", error.Message, StringComparison.Ordinal);
        Assert.Contains("row security of app.secured", error.Message, StringComparison.Ordinal);
        Assert.Empty(refused.Of<DbaBackup>());
        Assert.False(Directory.Exists(Path.Combine(runtime.Folder, "backups")));
        Assert.NotNull(error.RecommendedAction);
        var grants = error.RecommendedAction["Run as a superuser: ".Length..error.RecommendedAction.IndexOf(" Or back up", StringComparison.Ordinal)];
        await Restores.RichSchema.RunAsync(Server.Server, database, grants);
        var allowed = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { Server = [uri] }, cancellationToken: Token);
        Assert.Empty(allowed.Errors);
        var whole = await ManifestAsync(runtime, database);
        var manifest = await ManifestAsync(Assert.Single(allowed.Of<DbaBackup>()));
        Assert.Equal(whole.Tables.Select(t => t.Digest), manifest.Tables.Select(t => t.Digest));
    }

    [Fact]
    public async Task What_is_left_out_is_named()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(Server.Server);
        var role = $"partial_{database}";
        await Server.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'partial' BYPASSRLS; GRANT pg_read_all_data TO {role}; REVOKE ALL ON app.odd FROM PUBLIC", database, Token);
        await Server.ExecuteAsync("CREATE SCHEMA hidden; CREATE TABLE hidden.t AS SELECT 1 AS a", database, Token);
        var excluded = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { ExcludeTable = ["app.b*"], ExcludeSchema = ["hidden"] }, cancellationToken: Token);

        Assert.Empty(excluded.Errors);
        var manifest = await ManifestAsync(Assert.Single(excluded.Of<DbaBackup>()));
        Assert.Equal(["app.bare", "app.big", "hidden.t"], manifest.Omitted.Where(o => o.Asked).Select(o => o.Name).Order(StringComparer.Ordinal));
        Assert.Null(manifest.Tables.Single(t => t.Name == "big").Digest);
        // Large objects are not among what pg_read_all_data may read.
        var refused = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { Server = [Server.Server.UriFor(role, "partial", database)] }, cancellationToken: Token);
        Assert.Contains("large object", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        var partial = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { Server = [Server.Server.UriFor(role, "partial", database)], AllowIncomplete = true }, cancellationToken: Token);
        Assert.Empty(partial.Errors);
        Assert.Contains(partial.Warnings, w => w.Contains("large object", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_keyed_digest_is_another_and_names_its_key()
    {
        await using var runtime = new TestRuntime();
        var database = await PostgreSqlSample.CreateAsync(Server.Server);
        var file = Path.Combine(runtime.Folder, "key");
        await File.WriteAllTextAsync(file, "00112233445566778899aabbccddeeff\n", Token);
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { DigestKeyFile = file, Compression = BackupCompression.None }, cancellationToken: Token);
        var manifest = await ManifestAsync(Assert.Single(said.Of<DbaBackup>()));

        Assert.NotNull(manifest.DigestKeyId);
        Assert.All(manifest.Tables.Where(t => t.Digest is not null), t => Assert.Equal(manifest.DigestKeyId, TableDigest.Parse(t.Digest!).KeyId));
        Assert.All(manifest.Files, f => Assert.Equal(f.RawSize, f.Size));
    }

    private async Task<BackupManifest> ManifestAsync(TestRuntime runtime, string database) => await ManifestAsync(await BackUpAsync(runtime, database));

    private async Task<PostgreSqlSession> SessionAsync(string database) =>
        (PostgreSqlSession)await new PostgreSqlEngine().ConnectAsync(ServerAddress.Parse(Server.UriOf(database)), new ConnectOptions(), Token);

    private async Task<List<TableDigestResult>> DigestAsync(PostgreSqlSession session, BackupManifest manifest)
    {
        var results = new List<TableDigestResult>();
        await foreach (var result in new PostgreSqlTableDigester(session).DigestAsync([.. manifest.Tables.Where(t => t.Digest is not null)], RowHasher.Unkeyed, 3, Token))
        {
            results.Add(result);
        }
        return results;
    }
}
