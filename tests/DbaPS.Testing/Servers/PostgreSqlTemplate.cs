using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DbaPS.Testing.Servers;

/// <summary>
/// A data folder fresh from initdb, made once per version and machine and copied for every server: copying takes a
/// quarter of the time of initdb.
/// </summary>
internal sealed class PostgreSqlTemplate
{
    private static readonly string[] InitDbOptions =
        ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--no-sync", "--no-instructions"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<PostgreSqlTemplate>>> Known = new(StringComparer.Ordinal);

    private PostgreSqlTemplate(string folder) => Folder = folder;

    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>The superuser's password in a server just copied; each server gets its own at its first start.</summary>
    public string Password => File.ReadAllText(Path.Combine(Folder, "password"));

    private string Folder { get; }

    public static Task<PostgreSqlTemplate> GetAsync(string programs) =>
        Known.GetOrAdd(programs, key => new Lazy<Task<PostgreSqlTemplate>>(() => PrepareAsync(key))).Value;

    private static async Task<PostgreSqlTemplate> PrepareAsync(string programs)
    {
        // The name changes with the server's program and our options, so an upgrade never meets an old data folder.
        var server = new FileInfo(Path.Combine(programs, "postgres"));
        var origin = string.Create(CultureInfo.InvariantCulture,
            $"{server.FullName} {server.Length} {server.LastWriteTimeUtc.Ticks} {Environment.UserName} {string.Join(' ', InitDbOptions)}");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..16];
        var folder = Path.Combine(InstalledServers.CacheFolder, "templates", name);
        if (!File.Exists(Path.Combine(folder, "password")))
        {
            await InitializeAsync(programs, folder);
        }

        return new PostgreSqlTemplate(folder);
    }

    private static async Task InitializeAsync(string programs, string folder)
    {
        var work = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(work);
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var passwordFile = Path.Combine(work, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        Unix.MakePrivate(passwordFile);
        await ServerAccount.TakeOverAsync(work);
        await Tool.RunAsync(ServerAccount.Command(
            [Path.Combine(programs, "initdb"), "--pgdata", Path.Combine(work, "data"), "--pwfile", passwordFile, .. InitDbOptions]));
        try
        {
            Directory.Move(work, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another test run made it meanwhile; one is as good as the other.
            Directory.Delete(work, recursive: true);
        }
    }
}
