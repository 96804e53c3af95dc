using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.Sqlite;

/// <summary>
/// Where a database is and how it may be opened: an address's path and options. <c>mode</c> is <c>rw</c> (the default: the file must
/// exist), <c>ro</c> or <c>rwc</c> (makes the file); <c>cache</c> is <c>private</c> or <c>shared</c>; <c>immutable=1</c> reads a file
/// nobody can be writing to, as on a read-only medium.
/// </summary>
internal sealed record SqliteLocation(string Path, SqliteOpenMode Mode, bool SharedCache, bool Immutable)
{
    public const string MemoryPath = ":memory:";

    public bool IsMemory => Path == MemoryPath;

    /// <exception cref="DbaException">An option is unknown or has a value it can't have.</exception>
    public static SqliteLocation From(ServerAddress address)
    {
        foreach (var name in address.Options.Keys)
        {
            if (name.ToLowerInvariant() is not ("mode" or "cache" or "immutable"))
            {
                throw Malformed(address, $"SQLite has no option '{name}' (mode, cache, immutable).");
            }
        }
        return new SqliteLocation(
            address.Path == MemoryPath ? MemoryPath : System.IO.Path.GetFullPath(address.Path ?? throw Malformed(address, "it names no file.")),
            Choose("mode", "rw", ("ro", SqliteOpenMode.ReadOnly), ("rw", SqliteOpenMode.ReadWrite), ("rwc", SqliteOpenMode.Create)),
            Choose("cache", "private", ("private", false), ("shared", true)),
            Choose("immutable", "0", ("0", false), ("1", true)));

        T Choose<T>(string option, string usual, params (string Text, T Value)[] choices)
        {
            var text = address.Options.GetValueOrDefault(option, usual);
            foreach (var choice in choices)
            {
                if (choice.Text.Equals(text, StringComparison.OrdinalIgnoreCase))
                {
                    return choice.Value;
                }
            }
            throw Malformed(address, $"{option}={text} is none of {string.Join(", ", choices.Select(c => c.Text))}.");
        }
    }

    private static DbaException Malformed(ServerAddress address, string why) => new(DbaErrors.MalformedAddress(address.ToString(), why));
}

/// <summary>What opening a file may do.</summary>
internal enum SqliteOpenMode
{
    ReadOnly,
    ReadWrite,
    Create,
}
