using System.Globalization;
using System.Text;
using DbaPS.Connections;

namespace DbaPS.PostgreSql.Connections;

/// <summary>
/// libpq's password file (its manual, "The Password File"): a line is <c>host:port:database:user:password</c>, a lone
/// <c>*</c> matches anything, a backslash takes the meaning of the character after it, the first line that fits counts. A
/// file that others can read is not used.
/// </summary>
internal static class PasswordFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The password of this login; null when the file does not have it or is not used.</summary>
    public static Secret? Find(ConnectionSettings settings)
    {
        var file = settings.PasswordFile ?? DefaultPath();
        if (!File.Exists(file) || Problem(settings) is not null)
        {
            return null;
        }
        string[] names =
        [
            settings.Address.Host, settings.Address.Port!.Value.ToString(CultureInfo.InvariantCulture), settings.Address.Database!, settings.Address.User!,
        ];
        foreach (var line in File.ReadLines(file))
        {
            if (!line.StartsWith('#') && Match(line, names, settings.IsSocket) is { Length: > 0 } password)
            {
                return new Secret(password);
            }
        }
        return null;
    }

    /// <summary>Why the file that is there is not used; null when it is, or there is none.</summary>
    public static string? Problem(ConnectionSettings settings)
    {
        var file = settings.PasswordFile ?? DefaultPath();
        if (!File.Exists(file))
        {
            return settings.PasswordFile is null ? null : $"There is no password file '{file}'.";
        }
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            {
                return $"The password file '{file}' was not used, because others can read it: chmod 600 it.";
            }
            using (File.OpenRead(file))
            {
                return null;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"The password file '{file}' can't be read: {failure.Message}";
        }
    }

    private static string DefaultPath() => OperatingSystem.IsWindows()
        ? Path.Combine(UserFiles.Folder, "pgpass.conf")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pgpass");

    private static string? Match(string line, string[] names, bool isSocket)
    {
        var rest = line.AsSpan();
        for (var i = 0; i < names.Length; i++)
        {
            var after = After(rest, names[i]);
            // For a socket in a usual folder libpq's name is localhost.
            if (after < 0 && i == 0 && isSocket && ConnectionSources.SocketFolders.Contains(names[0], StringComparer.Ordinal))
            {
                after = After(rest, "localhost");
            }
            if (after < 0)
            {
                return null;
            }
            rest = rest[after..];
        }
        var password = new StringBuilder(rest.Length);
        for (var i = 0; i < rest.Length; i++)
        {
            password.Append(rest[i] == '\\' && i + 1 < rest.Length ? rest[++i] : rest[i]);
        }
        return password.ToString();
    }

    /// <summary>Where the line goes on after a field that matches; -1 when it does not.</summary>
    private static int After(ReadOnlySpan<char> line, string name)
    {
        if (line.StartsWith("*:"))
        {
            return 2;
        }
        var at = 0;
        foreach (var c in name)
        {
            if (at < line.Length && line[at] == '\\')
            {
                at++;
            }
            if (at >= line.Length || line[at++] != c)
            {
                return -1;
            }
        }
        return at < line.Length && line[at] == ':' ? at + 1 : -1;
    }
}
