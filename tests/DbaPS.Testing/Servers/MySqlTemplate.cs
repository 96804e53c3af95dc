using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DbaPS.Testing.Servers;

/// <summary>A fresh data folder, made once per product and machine and copied for every server.</summary>
internal sealed class MySqlTemplate
{
    /// <summary>Changes when a template is made in another way.</summary>
    private const string Recipe = "2";

    private static readonly string[] MariaDbScripts =
        ["mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql", "fill_help_tables.sql", "maria_add_gis_sp_bootstrap.sql", "mysql_sys_schema.sql"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Known = new(StringComparer.Ordinal);

    /// <summary>The data folder to copy.</summary>
    public static Task<string> GetAsync(MySqlProduct product, string programs) =>
        Known.GetOrAdd(product.Key, _ => new Lazy<Task<string>>(() => PrepareAsync(product, programs))).Value;

    private static async Task<string> PrepareAsync(MySqlProduct product, string programs)
    {
        var server = new FileInfo(Directory.EnumerateFiles(Path.Combine(programs, "usr", "sbin")).First(f => Path.GetFileName(f) == product.Program));
        var origin = string.Create(CultureInfo.InvariantCulture, $"{server.FullName} {server.Length} {server.LastWriteTimeUtc.Ticks} {Environment.UserName} {Recipe}");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..16];
        var folder = Path.Combine(InstalledServers.CacheFolder, "templates", name);
        var data = Path.Combine(folder, "data");
        if (!File.Exists(Path.Combine(folder, "complete")))
        {
            await InitializeAsync(product, programs, folder);
        }

        return data;
    }

    private static async Task InitializeAsync(MySqlProduct product, string programs, string folder)
    {
        var work = $"{folder}.{Guid.NewGuid():N}";
        var data = Directory.CreateDirectory(Path.Combine(work, "data")).FullName;
        await ServerAccount.TakeOverAsync(work);
        IReadOnlyList<string> places = [.. MySqlFiles.Places(product, programs, data), "--innodb-buffer-pool-size=64M", "--skip-log-bin"];
        if (product.IsMariaDb)
        {
            var script = Path.Combine(work, "bootstrap.sql");
            await using (var output = new StreamWriter(script))
            {
                await output.WriteAsync("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n");
                foreach (var part in MariaDbScripts)
                {
                    await output.WriteAsync(await File.ReadAllTextAsync(Path.Combine(programs, "usr", "share", "mysql", part)));
                }
            }

            await ServerAccount.TakeOverAsync(work);
            await Tool.RunAsync(ServerAccount.Command(["/bin/sh", "-c", "input=$1; shift; exec \"$@\" < \"$input\"", "sh", script, .. places, "--bootstrap"]));
        }
        else
        {
            await Tool.RunAsync(ServerAccount.Command([.. places, "--initialize-insecure", "--mysqlx=OFF"]));
            // Every copy makes an identity of its own.
            File.Delete(Path.Combine(data, "auto.cnf"));
        }

        await File.WriteAllTextAsync(Path.Combine(work, "complete"), "");
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
