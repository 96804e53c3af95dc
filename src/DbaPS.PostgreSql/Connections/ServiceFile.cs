using DbaPS.Errors;

namespace DbaPS.PostgreSql.Connections;

/// <summary>
/// libpq's connection service file (its manual, "The Connection Service File"): sections in square brackets, below each
/// <c>name=value</c> by the names of an address's options.
/// </summary>
internal static class ServiceFile
{
    /// <summary>The settings of a service, from the user's file or else the system's.</summary>
    /// <exception cref="DbaException">No file has the service, or a line can't be used.</exception>
    public static IReadOnlyDictionary<string, string> Read(string service)
    {
        var files = Files().ToList();
        foreach (var file in files.Where(File.Exists))
        {
            if (Read(service, file) is { } found)
            {
                return found;
            }
        }
        throw new DbaException(PostgreSqlErrors.ServiceMissing(service, files));
    }

    private static IEnumerable<string> Files()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return ConnectionSources.Variable("PGSERVICEFILE")
            ?? (OperatingSystem.IsWindows() ? Path.Combine(UserFiles.Folder, ".pg_service.conf") : Path.Combine(home, ".pg_service.conf"));
        // Where Debian's packages look, when nothing says otherwise.
        yield return Path.Combine(ConnectionSources.Variable("PGSYSCONFDIR") ?? "/etc/postgresql-common", "pg_service.conf");
    }

    private static Dictionary<string, string>? Read(string service, string file)
    {
        Dictionary<string, string>? found = null;
        var inside = false;
        var number = 0;
        foreach (var raw in File.ReadLines(file))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            if (line[0] == '[')
            {
                if (found is not null)
                {
                    break;
                }
                inside = line == $"[{service}]";
                found = inside ? new(StringComparer.OrdinalIgnoreCase) : null;
                continue;
            }
            if (!inside)
            {
                continue;
            }
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? line : line[..equals].Trim();
            if (equals <= 0)
            {
                throw Unusable("is not written name=value");
            }
            if (name.StartsWith("ldap", StringComparison.OrdinalIgnoreCase) || name == "service")
            {
                throw Unusable($"has '{name}', which DbaPS does not follow");
            }
            if (!ConnectionSources.IsKnown(name))
            {
                throw Unusable($"has the unknown option '{name}'");
            }
            // The first of two counts, as in libpq.
            found!.TryAdd(name, line[(equals + 1)..].Trim());
        }
        return found;

        DbaException Unusable(string why) => new(PostgreSqlErrors.ServiceUnusable(service, $"line {number} of '{file}' {why}."));
    }
}
