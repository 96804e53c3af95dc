using DbaPS.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Rows that users keep in an extension's tables, which it marks by pg_extension_config_dump. From 18 on a server takes extensions from other folders.</summary>
public sealed class PostgreSqlExtensionRowsTests : IDisposable
{
    private const string Install = """
        CREATE TABLE setting (key text PRIMARY KEY, value text, standard boolean NOT NULL DEFAULT false);
        CREATE TABLE whole (id int, note text);
        CREATE TABLE private (id int);
        CREATE SEQUENCE number;
        INSERT INTO setting VALUES ('shipped', 'x', true);
        INSERT INTO private VALUES (1);
        SELECT pg_catalog.pg_extension_config_dump('setting', 'WHERE NOT standard');
        SELECT pg_catalog.pg_extension_config_dump('whole', '');
        SELECT pg_catalog.pg_extension_config_dump('number', '');
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dbaps-extension-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Those_marked_go_with_the_extension_and_the_others_come_from_its_script()
    {
        var extensions = Directory.CreateDirectory(Path.Combine(_folder, "extension")).FullName;
        await File.WriteAllTextAsync(Path.Combine(extensions, "dbaps_try.control"), "default_version = '1.0'\nrelocatable = true\n", Token);
        await File.WriteAllTextAsync(Path.Combine(extensions, "dbaps_try--1.0.sql"), Install, Token);
        if (!OperatingSystem.IsWindows())
        {
            // The server has an account of its own.
            File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
        await using var server = await PostgreSqlServer.StartAsync(
            new PostgreSqlOptions { Major = 18, Settings = new Dictionary<string, string> { ["extension_control_path"] = $"'{_folder}:$system'" } }, Token);
        await server.ExecuteAsync("CREATE DATABASE app", cancellationToken: Token);
        await server.ExecuteAsync(
            """
            CREATE SCHEMA own; CREATE EXTENSION dbaps_try SCHEMA own; INSERT INTO own.setting VALUES ('mine', 'y', false); UPDATE own.setting SET value = 'changed' WHERE standard;
            INSERT INTO own.whole VALUES (1, 'a'), (2, 'b'); INSERT INTO own.private VALUES (2); SELECT nextval('own.number'), nextval('own.number');
            """, "app", Token);
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [server.UriOf("app")], Path = Path.Combine(_folder, "backups"), ToolPath = PostgreSqlClients.For(server) }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var backup = Assert.Single(said.Of<DbaBackup>());
        var restored = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [server.Uri], Path = backup.Path, NewName = "copy" }, cancellationToken: Token);

        Assert.Empty(restored.Errors);
        Assert.Equal("mine=y shipped=x", await server.ScalarAsync("SELECT string_agg(key || '=' || value, ' ' ORDER BY key) FROM own.setting", "copy", Token));
        Assert.Equal("1a 2b", await server.ScalarAsync("SELECT string_agg(id || note, ' ' ORDER BY id) FROM own.whole", "copy", Token));
        Assert.Equal("1", await server.ScalarAsync("SELECT string_agg(id::text, ' ') FROM own.private", "copy", Token));
        Assert.Equal(3L, await server.ScalarAsync("SELECT nextval('own.number')", "copy", Token));

        // A server without the extension says so before it makes anything.
        var refused = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [TestServers.PostgreSql(18).Uri], Path = backup.Path, NewName = "without" }, cancellationToken: Token);
        Assert.Equal("ExtensionsMissing", Assert.Single(refused.Errors).Id);
    }
}
