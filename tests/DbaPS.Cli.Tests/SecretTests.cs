using System.Text;
using DbaPS.Testing.Servers;

namespace DbaPS.Cli.Tests;

/// <summary>Canaries planted where secrets live, and looked for wherever DbaPS writes: streams, files, history, process list.</summary>
public sealed class SecretTests : IDisposable
{
    private const string RolePassword = "c4n4ry-role-secret";

    private readonly Dbaps _dbaps = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task No_secret_reaches_a_stream_a_file_or_the_process_list()
    {
        await using var server = await StartAsync();
        var database = server.CreateDatabase();
        await server.ExecuteAsync(
            $"CREATE EXTENSION pg_stat_statements; CREATE ROLE app PASSWORD '{RolePassword}'; CREATE TABLE t (id int PRIMARY KEY, body text); ALTER TABLE t OWNER TO app;"
            + "INSERT INTO t SELECT i, repeat('x', 200) FROM generate_series(1, 50000) i",
            database,
            Token);
        var address = server.PasswordFreeUriOf(database);
        _dbaps.Environment["PGPASSWORD"] = server.Password;
        var backups = Path.Combine(_dbaps.Folder, "backups");
        string[][] commands =
        [
            ["Get-DbaServer", "-Server", address],
            ["Get-DbaDatabase", "-Server", address],
            ["Get-DbaTable", "-Server", address],
            ["Get-DbaCapability", "-Server", address],
            ["Get-DbaSlowQuery", "-Server", address, "-IncludeSystem", "-IncludeOwn", "-Top", "1000"],
            ["Get-DbaServer", "-Server", address + "_missing"],
            ["Backup-DbaDatabase", "-Server", address, "-Path", backups],
            ["Get-DbaBackup", "-Path", backups],
        ];
        var seen = new StringBuilder();
        await using var watch = new CommandLineWatch();
        foreach (var command in commands)
        {
            var result = await _dbaps.RunAsync([.. command, "-Verbose"]);
            seen.AppendLine(string.Join(' ', command)).AppendLine(result.Output).AppendLine(result.Errors);
        }
        var commandLines = await watch.EndAsync();

        Assert.Contains("CREATE ROLE", seen.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(Directory.GetFiles(backups, "manifest.json", SearchOption.AllDirectories));
        Assert.Contains("Backup-DbaDatabase", commandLines, StringComparison.Ordinal);
        foreach (var canary in new[] { server.Password, RolePassword })
        {
            Assert.DoesNotContain(canary, seen.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(canary, commandLines, StringComparison.Ordinal);
            Assert.All(
                Directory.GetFiles(_dbaps.Folder, "*", SearchOption.AllDirectories),
                file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{file} holds a secret."));
        }
    }

    private static async Task<PostgreSqlServer> StartAsync()
    {
        try
        {
            return await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        }
        catch (ServerUnavailableException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
