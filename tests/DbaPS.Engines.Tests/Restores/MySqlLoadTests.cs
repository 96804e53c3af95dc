using DbaPS.Backups;
using DbaPS.Engines.Tests.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Restores to servers that take no files, and of rows that no server takes back.</summary>
public sealed class MySqlLoadTests
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mariadb")]
    [InlineData("mysql")]
    public async Task Where_the_server_takes_no_files_rows_are_inserted_and_are_the_same(string engine)
    {
        await using var server = await StartAsync(engine);
        await using var runtime = new TestRuntime();
        var database = await MySqlSample.CreateAsync(server, Token);
        var backup = await BackUpAsync(runtime, server, database);

        var said = await runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Server = new(server.Uri), Path = backup.Path }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        var test = Assert.Single(said.Of<DbaRestoreTest>());
        Assert.True(test.Passed, string.Join("; ", test.Findings));
        Assert.True(test.Digest.Equal >= 7);
    }

    [Fact]
    public async Task Text_that_is_no_text_is_backed_up_byte_for_byte_and_its_loss_is_named()
    {
        await using var server = await StartAsync("mariadb");
        await using var runtime = new TestRuntime();
        var database = server.CreateDatabase();
        await MySqlSample.RunAsync(server, database,
            [
                "CREATE TABLE broken (id int, t longtext CHARACTER SET latin1) ENGINE = MyISAM", "CREATE TABLE other (id int, t longtext CHARACTER SET utf8mb3) ENGINE = MyISAM",
                "INSERT INTO broken VALUES (1, x'61ff00c362')", "FLUSH TABLES",
            ],
            Token);
        // As a definition that was changed under the server's feet leaves it: no statement could write these bytes.
        File.Copy(Path.Combine(server.DataFolder, database, "other.frm"), Path.Combine(server.DataFolder, database, "broken.frm"), overwrite: true);
        await server.ExecuteAsync("FLUSH TABLES", database, Token);

        var backup = await BackUpAsync(runtime, server, database);

        var reader = await BackupReader.OpenAsync(backup.Path, Token);
        await using var content = reader.OpenVerified(reader.Manifest.Tables.Single(t => t.Name == "broken").Files.Single(), Token);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Token);
        Assert.Equal([.. "1\ta"u8, 0xff, .. "\\0"u8, 0xc3, .. "b\n"u8], bytes.ToArray());
        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [server.Uri], Path = backup.Path, NewName = $"{database}_back" }, cancellationToken: Token);
        var error = Assert.Single(said.Errors);
        Assert.Contains("broken", error.Message, StringComparison.Ordinal);
        Assert.Contains("did not take the rows as they are", error.Message, StringComparison.Ordinal);
    }

    private Task<MySqlServer> StartAsync(string engine) => MySqlServer.StartAsync(
        new MySqlOptions { Product = engine == "mariadb" ? MySqlProduct.MariaDb1011 : MySqlProduct.MySql9, Settings = new Dictionary<string, string?> { ["local-infile"] = "OFF" } }, Token);

    private async Task<DbaBackup> BackUpAsync(TestRuntime runtime, MySqlServer server, string database)
    {
        var said = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [server.UriOf(database)], Path = Path.Combine(runtime.Folder, "backups") }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaBackup>());
    }
}
