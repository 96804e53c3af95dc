namespace DbaPS.Testing.Servers;

/// <summary>What <c>tests/servers/install</c> found or fetched: the programs of each server version.</summary>
public static class InstalledServers
{
    /// <summary>The folder <c>tests/servers/install --where</c> prints.</summary>
    public static string CacheFolder { get; } = FindCacheFolder();

    /// <summary>The folder with initdb and postgres of a major version.</summary>
    /// <exception cref="ServerUnavailableException">The version is not on this machine.</exception>
    public static string PostgreSqlPrograms(int major)
    {
        var list = Path.Combine(CacheFolder, "servers.env");
        var lines = File.Exists(list) ? File.ReadAllLines(list) : [];
        var folder = ValueOf(lines, $"POSTGRESQL_{major}=") ?? $"/usr/lib/postgresql/{major}/bin";
        if (File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
        {
            return folder;
        }

        var reason = ValueOf(lines, $"POSTGRESQL_{major}_MISSING=");
        throw new ServerUnavailableException(
            string.IsNullOrEmpty(reason) ? $"PostgreSQL {major} is not on this machine." : $"PostgreSQL {major} is not on this machine: {reason}.",
            $"Run tests/servers/install; if that cannot fetch it, install Node.js with npm or the package postgresql-{major} first.");
    }

    /// <summary>The folder of an unpacked MariaDB or MySQL: programs in <c>bin</c>, what belongs to them in <c>usr</c>.</summary>
    /// <exception cref="ServerUnavailableException">It is not on this machine.</exception>
    public static string MySqlFolder(MySqlProduct product)
    {
        var part = Path.Combine(AppContext.BaseDirectory, "parts", "MySql");
        if (Directory.Exists(part) && !File.Exists(Path.Combine(part, "adapter", "DbaPS.MySql.Adapter.dll")))
        {
            throw new ServerUnavailableException($"{product.Name} can't be spoken to: the package MySqlConnector could not be restored.", "Add a package source that has it, and build with -p:RetryAdapter=true.");
        }

        var list = Path.Combine(CacheFolder, "servers.env");
        var lines = File.Exists(list) ? File.ReadAllLines(list) : [];
        var folder = ValueOf(lines, $"{product.Key}=") ?? Path.Combine(CacheFolder, product.Key.ToLowerInvariant().Replace('_', '-'));
        if (File.Exists(Path.Combine(folder, "bin", product.Program)))
        {
            return folder;
        }

        var reason = ValueOf(lines, $"{product.Key}_MISSING=");
        throw new ServerUnavailableException(
            string.IsNullOrEmpty(reason) ? $"{product.Name} is not on this machine." : $"{product.Name} is not on this machine: {reason}.",
            "Run tests/servers/install on a Debian machine.");
    }

    /// <summary>The folder with pg_dump and its companions that are new enough for every server.</summary>
    /// <exception cref="ServerUnavailableException">They are not on this machine.</exception>
    public static string PostgreSqlClients()
    {
        var list = Path.Combine(CacheFolder, "servers.env");
        var lines = File.Exists(list) ? File.ReadAllLines(list) : [];
        return ValueOf(lines, "POSTGRESQL_CLIENTS=") is { } folder && File.Exists(Path.Combine(folder, "pg_dump"))
            ? folder
            : throw new ServerUnavailableException(
                $"PostgreSQL's newest client programs are not on this machine: {ValueOf(lines, "POSTGRESQL_CLIENTS_MISSING=") ?? "they were not fetched"}.",
                "Run tests/servers/install; it takes them from Debian's packages where the machine has a mirror of them.");
    }

    private static string? ValueOf(string[] lines, string prefix) =>
        lines.FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    private static string FindCacheFolder()
    {
        if (Environment.GetEnvironmentVariable("DBAPS_TEST_SERVERS") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            return "/var/cache/dbaps/servers";
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(home, ".cache");
        return Path.Combine(caches, "dbaps", "servers");
    }
}
