using DbaPS.Engines;
using DbaPS.Errors;

namespace DbaPS.MySql;

/// <summary>Which versions DbaPS serves.</summary>
internal static class SupportedVersions
{
    /// <summary>The newest series DbaPS is tested with: MySQL 9, MariaDB 11.</summary>
    private const int NewestMySql = 9;
    private const int NewestMariaDb = 12;

    /// <summary>Null for a version DbaPS serves, a warning for a newer one.</summary>
    /// <exception cref="DbaException">It is too old.</exception>
    public static string? Judge(MySqlDialect kind, ServerVersion version, string server)
    {
        var (product, oldest, newest, first) = kind == MySqlDialect.MariaDb
            ? (MariaDbEngine.Name, (Major: 10, Minor: 6), NewestMariaDb, "10.6")
            : (MySqlEngine.Name, (Major: 8, Minor: 0), NewestMySql, "8.0");
        if (!version.IsAtLeast(oldest.Major, oldest.Minor))
        {
            throw new DbaException(DbaErrors.VersionUnsupported(server, $"{product} {version.Text}", $"{product} {first} and later"));
        }
        return version.Major <= newest ? null : $"WARNING: {server} runs {product} {version.Text}, newer than DbaPS knows; it is treated as {newest}.";
    }
}
