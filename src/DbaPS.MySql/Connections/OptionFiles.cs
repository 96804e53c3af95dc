using DbaPS.Errors;

namespace DbaPS.MySql.Connections;

/// <summary>
/// MySQL's option files (my.cnf), read as its own clients read them: the groups for clients, later files and lines winning.
/// The manual: "Using Option Files".
/// </summary>
internal sealed class OptionFiles
{
    private const int DeepestInclude = 10;

    private static readonly string[] Groups = ["client", "client-server", "client-mariadb", "dbaps"];

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _groups;

    private OptionFiles(string? suffix) =>
        _groups = new(suffix is null ? Groups : Groups.Concat(Groups.Select(g => g + suffix)), StringComparer.OrdinalIgnoreCase);

    /// <summary>The options found: names with underscores, values unquoted.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <param name="file">The only file to read; null for the usual ones, as far as they exist.</param>
    /// <param name="suffix">Groups whose names end in it are read too.</param>
    /// <exception cref="DbaException">The named file can't be read.</exception>
    public static OptionFiles Read(string? file, string? suffix)
    {
        var files = new OptionFiles(suffix);
        if (file is not null)
        {
            if (!File.Exists(file))
            {
                throw new DbaException(DbaErrors.FileMissing(file));
            }
            files.Add(file, 0);
            return files;
        }
        foreach (var usual in Usual().Where(f => File.Exists(f) && !IsWritableByAll(f)))
        {
            files.Add(usual, 0);
        }
        return files;
    }

    private static IEnumerable<string> Usual()
    {
        if (OperatingSystem.IsWindows())
        {
            var windows = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
            return [Path.Combine(windows, "my.ini"), Path.Combine(windows, "my.cnf"), @"C:\my.ini", @"C:\my.cnf"];
        }
        var home = Environment.GetEnvironmentVariable("MYSQL_HOME");
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return ["/etc/my.cnf", "/etc/mysql/my.cnf", .. home is { Length: > 0 } ? [Path.Combine(home, "my.cnf")] : Array.Empty<string>(), Path.Combine(user, ".my.cnf")];
    }

    /// <summary>MySQL's clients pass over such a file: anybody could have written it.</summary>
    private static bool IsWritableByAll(string file) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & UnixFileMode.OtherWrite) != 0;

    private void Add(string file, int depth)
    {
        if (depth > DeepestInclude)
        {
            return;
        }
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (depth > 0)
            {
                return;
            }
            throw new DbaException(new DbaError("FileUnreadable", DbaErrorCategory.ReadError, $"'{file}' can't be read: {failure.Message}", "Check that you may read it, or give the address's option no_defaults=1.") { Target = file, Cause = failure });
        }
        var wanted = false;
        foreach (var raw in lines)
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }
            if (line[0] == '!')
            {
                Include(line, file, depth);
            }
            else if (line[0] == '[')
            {
                wanted = _groups.Contains(line.Trim('[', ']', ' '));
            }
            else if (wanted)
            {
                Take(line);
            }
        }
    }

    private void Include(string line, string from, int depth)
    {
        var (directive, path) = line.Split([' ', '\t'], 2, StringSplitOptions.TrimEntries) is [var word, var rest] ? (word, rest) : (line, "");
        var full = Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(from))!);
        if (directive == "!include" && File.Exists(full))
        {
            Add(full, depth + 1);
        }
        else if (directive == "!includedir" && Directory.Exists(full))
        {
            foreach (var file in Directory.EnumerateFiles(full).Where(f => f.EndsWith(".cnf", StringComparison.Ordinal) || (OperatingSystem.IsWindows() && f.EndsWith(".ini", StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal))
            {
                Add(file, depth + 1);
            }
        }
    }

    private void Take(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? Uncommented(line) : line[..equals]).Trim().Replace('-', '_');
        foreach (var prefix in (string[])["loose_", "enable_"])
        {
            name = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
        }
        var value = equals < 0 ? "1" : Unquoted(line[(equals + 1)..].Trim());
        foreach (var prefix in (string[])["skip_", "disable_"])
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                (name, value) = (name[prefix.Length..], "0");
            }
        }
        _values[name] = value;
    }

    /// <summary>A comment may begin in the middle of a line, with # only.</summary>
    private static string Uncommented(string text) => text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? text[..at].TrimEnd() : text;

    private static string Unquoted(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is > 0 and var close)
        {
            text = text[1..close];
        }
        else
        {
            text = Uncommented(text);
        }
        var value = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                value.Append(text[i]);
                continue;
            }
            i++;
            value.Append(text[i] switch { 'b' => "\b", 't' => "\t", 'n' => "\n", 'r' => "\r", 's' => " ", '\\' => "\\", '"' => "\"", '\'' => "'", var other => $"\\{other}" });
        }
        return value.ToString();
    }
}
