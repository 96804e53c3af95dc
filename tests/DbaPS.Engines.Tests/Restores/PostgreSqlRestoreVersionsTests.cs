using DbaPS.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>A backup goes to its own version and to each newer one, and a drill proves it there.</summary>
[Covers("Restore-DbaDatabase", "Test-DbaRestore", On = [typeof(PostgreSql14), typeof(PostgreSql15), typeof(PostgreSql16), typeof(PostgreSql17), typeof(PostgreSql18)])]
public sealed class PostgreSqlRestoreVersionsTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncDisposable
{
    private readonly TestRuntime _runtime = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dbaps-versions-").FullName;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task A_rich_database_reaches_the_version_and_passes_its_drill_there(int major)
    {
        var target = TestServers.PostgreSql(major);
        var source = major == 14 ? target : servers.Source;
        var database = source.CreateDatabase();
        await DeepSchema.CreateAsync(source, database, $"to{major}");
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [source.UriOf(database)], Path = _folder, ToolPath = servers.Source.ProgramFolder }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var backup = Assert.Single(said.Of<DbaBackup>());

        var copy = $"version_{major}_{Guid.NewGuid():N}";
        var restored = await _runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [target.Uri], Path = backup.Path, NewName = copy, Roles = RestoreRoleMode.Create }, cancellationToken: Token);
        Assert.Empty(restored.Errors);
        Assert.Equal(ChangeStatus.Done, Assert.Single(restored.Of<DbaRestore>()).Status);
        Assert.Equal(40L, await target.ScalarAsync("SELECT count(*) FROM deep.options WHERE total = id * 1.5", copy, Token));

        var drill = await _runtime.RunAsync(
            "Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, Version = major, ToolPath = InstalledServers.PostgreSqlPrograms(major), Jobs = 2 }, cancellationToken: Token);
        Assert.Empty(drill.Errors);
        var test = Assert.Single(drill.Of<DbaRestoreTest>());
        Assert.Equal(major, test.ServerVersion.Major);
        Assert.Empty(test.Findings);
        Assert.Equal(test.Digest.Compared, test.Digest.Equal);
        Assert.Equal("amcheck", test.IntegrityResult!.Method);
    }

    [Fact]
    public async Task Large_objects_keep_owner_privileges_and_comment_through_a_newer_pg_dump()
    {
        var tools = InstalledServers.PostgreSqlClients();
        var (source, database, role) = (servers.Source, servers.Source.CreateDatabase(), $"lo_{Guid.NewGuid():N}");
        await source.ExecuteAsync(
            $"""
            CREATE ROLE {role}; CREATE ROLE {role}_2;
            SELECT lo_from_bytea(1000, '\x01'), lo_from_bytea(1001, '\x02'), lo_from_bytea(1002, '\x03');
            ALTER LARGE OBJECT 1000 OWNER TO {role}; GRANT SELECT ON LARGE OBJECT 1000 TO {role}_2 WITH GRANT OPTION; COMMENT ON LARGE OBJECT 1000 IS 'it''s one';
            ALTER LARGE OBJECT 1001 OWNER TO {role}; REVOKE UPDATE ON LARGE OBJECT 1001 FROM {role}; GRANT ALL ON LARGE OBJECT 1001 TO public;
            DO $$BEGIN FOR i IN 2000..2350 LOOP PERFORM lo_from_bytea(i, '\x04'); EXECUTE format('ALTER LARGE OBJECT %s OWNER TO {role}; GRANT SELECT ON LARGE OBJECT %1$s TO {role}_2', i); END LOOP; END$$
            """, database, Token);
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [source.UriOf(database)], Path = _folder, ToolPath = tools }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var copy = $"large_{Guid.NewGuid():N}";
        var restored = await _runtime.RunAsync("Restore-DbaDatabase",
            new RestoreRequest { Server = [servers.Target.Uri], Path = Assert.Single(said.Of<DbaBackup>()).Path, NewName = copy, Roles = RestoreRoleMode.Create }, cancellationToken: Token);
        Assert.Empty(restored.Errors);
        const string All = "SELECT string_agg(concat_ws(' ', oid, lomowner::regrole, lomacl, obj_description(oid, 'pg_largeobject'), lo_get(oid)), E'\n' ORDER BY oid) FROM pg_largeobject_metadata";
        Assert.Equal(await source.ScalarAsync(All, database, Token), await servers.Target.ScalarAsync(All, copy, Token));
    }

    [Theory]
    [InlineData(17, "C.UTF-8")]
    [InlineData(18, "C.UTF-8")]
    [InlineData(18, "PG_UNICODE_FAST")]
    public async Task A_database_sorted_by_the_server_itself_keeps_provider_and_locale(int major, string locale)
    {
        var server = TestServers.PostgreSql(major);
        var name = $"sorted_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE DATABASE {name} LOCALE_PROVIDER builtin BUILTIN_LOCALE '{locale}' TEMPLATE template0", cancellationToken: Token);
        await server.ExecuteAsync("CREATE TABLE word (id int PRIMARY KEY, t text, u text GENERATED ALWAYS AS (upper(t)) STORED); INSERT INTO word VALUES (1, 'straße'), (2, 'éa'); CREATE INDEX ON word (upper(t))", name, Token);
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [server.UriOf(name)], Path = _folder, ToolPath = PostgreSqlClients.For(server) }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var backup = Assert.Single(said.Of<DbaBackup>());

        var copy = $"{name}_2";
        Assert.Empty((await _runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [server.Uri], Path = backup.Path, NewName = copy }, cancellationToken: Token)).Errors);
        Assert.Equal($"b {locale}", await server.ScalarAsync($"SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = '{copy}'", cancellationToken: Token));
        Assert.Equal(await server.ScalarAsync("SELECT string_agg(u, ' ' ORDER BY t) FROM word", name, Token), await server.ScalarAsync("SELECT string_agg(u, ' ' ORDER BY t) FROM word", copy, Token));
        var drill = await _runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = backup.Path, ToolPath = server.ProgramFolder, Version = major }, cancellationToken: Token);
        Assert.Empty(drill.Errors);
        Assert.True(Assert.Single(drill.Of<DbaRestoreTest>()).Passed);

        var older = await _runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [TestServers.PostgreSql(16).Uri], Path = backup.Path, NewName = "older" }, cancellationToken: Token);
        Assert.Single(older.Errors);
    }

    [Fact]
    public async Task An_older_server_is_declined_with_the_reason()
    {
        var database = servers.Source.CreateDatabase();
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [servers.Source.UriOf(database)], Path = _folder, ToolPath = servers.Source.ProgramFolder }, cancellationToken: Token);
        var refused = await _runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [TestServers.PostgreSql(14).Uri], Path = said.Of<DbaBackup>().Single().Path, NewName = "older" }, cancellationToken: Token);
        Assert.Equal("ServerTooOld", Assert.Single(refused.Errors).Id);
    }
}
