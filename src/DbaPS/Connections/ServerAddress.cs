using System.Globalization;
using System.Text;
using DbaPS.Errors;

namespace DbaPS.Connections;

/// <summary>
/// A server's address in parts. A password given inside a URI lives in <see cref="Password"/> only and is never printed.
/// </summary>
public sealed record ServerAddress
{
    /// <summary>The scheme that names the engine, lower case: <c>pg</c>, <c>sqlite</c> …</summary>
    public required string Scheme { get; init; }

    /// <summary>Host name, IP address or, beginning with a slash, the folder of a Unix socket. Empty for an embedded engine.</summary>
    public string Host { get; init; } = "";

    /// <summary>TCP port, or null for the engine's own.</summary>
    public int? Port { get; init; }

    /// <summary>Hosts and ports to try after the first, in this order; empty for one server.</summary>
    public IReadOnlyList<(string Host, int? Port)> OtherHosts { get; init; } = [];

    public string? Database { get; init; }

    public string? User { get; init; }

    /// <summary>The file of an embedded engine.</summary>
    public string? Path { get; init; }

    /// <summary>Settings after the question mark, by name ignoring case; each engine documents its own.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    internal Secret? Password { get; init; }

    /// <summary>True when nothing leaves this machine: a Unix socket, a loopback address, an embedded engine.</summary>
    public bool IsLocal => Host.Length == 0 || Host[0] == '/' || Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(Host, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    /// <summary>True when both name one server, whichever login and database.</summary>
    public bool IsSameServer(ServerAddress other) => string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase) && Port == other.Port && Path == other.Path;

    /// <summary>The password that came inside the address, for the engine that opens the connection.</summary>
    public Secret? RevealPassword() => Password;

    /// <summary>A copy that carries <paramref name="password"/>.</summary>
    public ServerAddress WithPassword(Secret? password) => this with { Password = password };

    /// <summary>
    /// Parses <c>scheme://user:password@host:port/database?option=value</c> and <c>scheme:path</c>.
    /// Percent escapes are undone; a host written as <c>%2Fvar%2Frun</c> is a socket folder.
    /// </summary>
    /// <exception cref="DbaException">The text is not an address; the message shows it without its password.</exception>
    public static ServerAddress Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-'))
        {
            throw Malformed(text, "it has no scheme.");
        }
        var scheme = text[..colon].ToLowerInvariant();
        var rest = text[(colon + 1)..];
        return rest.StartsWith("//", StringComparison.Ordinal) ? ParseNetwork(text, scheme, rest[2..]) : ParseFile(text, scheme, rest);
    }

    /// <summary>True when the text begins like <c>scheme:</c> with a scheme of two letters or more (a drive letter is no scheme).</summary>
    public static bool LooksLikeAddress(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 2 && char.IsAsciiLetter(text[0]) && text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-')
            && (text.AsSpan(colon).StartsWith("://") || !text[(colon + 1)..].All(char.IsAsciiDigit));
    }

    /// <summary>The address as it is printed: no password, no options.</summary>
    public override string ToString()
    {
        if (Path is not null)
        {
            return $"{Scheme}:{Path}";
        }
        var shown = new StringBuilder(Scheme).Append("://");
        if (User is not null)
        {
            shown.Append(Uri.EscapeDataString(User)).Append('@');
        }
        shown.AppendJoin(',', OtherHosts.Prepend((Host, Port)).Select(Shown));
        if (Database is not null)
        {
            shown.Append('/').Append(Uri.EscapeDataString(Database));
        }
        return shown.ToString();
    }

    private static ServerAddress ParseFile(string text, string scheme, string rest)
    {
        var (path, options) = SplitOptions(text, rest);
        if (path.Length == 0)
        {
            throw Malformed(text, "it names no file.");
        }
        return new ServerAddress { Scheme = scheme, Path = Unescape(text, path), Options = options };
    }

    private static ServerAddress ParseNetwork(string text, string scheme, string rest)
    {
        var (main, options) = SplitOptions(text, rest);
        var slash = main.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? main : main[..slash];
        var path = slash < 0 ? "" : main[(slash + 1)..];
        if (authority.Length == 0 && path.Length > 0)
        {
            return new ServerAddress { Scheme = scheme, Path = Unescape(text, "/" + path), Options = options };
        }
        var at = authority.LastIndexOf('@');
        var login = at < 0 ? "" : authority[..at];
        var place = at < 0 ? authority : authority[(at + 1)..];
        var places = place.Split(',').Select(p => ParsePlace(text, p)).ToList();
        var (host, port) = places[0];
        var split = login.IndexOf(':', StringComparison.Ordinal);
        var user = split < 0 ? login : login[..split];
        // What no place says, an option or the environment may: pg:///?service=shop.
        if (places.Exists(p => p.Host.Length == 0) && (authority.Length > 0 || options.Count == 0))
        {
            throw Malformed(text, "it names no host.");
        }
        return new ServerAddress
        {
            Scheme = scheme,
            Host = host,
            Port = port,
            OtherHosts = places.GetRange(1, places.Count - 1),
            User = user.Length == 0 ? null : Unescape(text, user),
            Password = split < 0 ? null : new Secret(Unescape(text, login[(split + 1)..])),
            Database = path.Length == 0 ? null : Unescape(text, path),
            Options = options,
        };
    }

    private static string Shown((string Host, int? Port) place)
    {
        var host = place.Host.StartsWith('/') ? Uri.EscapeDataString(place.Host) : place.Host.Contains(':', StringComparison.Ordinal) ? $"[{place.Host}]" : place.Host;
        return place.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") : host;
    }

    private static (string Host, int? Port) ParsePlace(string text, string place)
    {
        string host, port;
        if (place.StartsWith('['))
        {
            var close = place.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
            {
                throw Malformed(text, "its IPv6 address has no closing bracket.");
            }
            host = place[1..close];
            port = place[(close + 1)..].TrimStart(':');
        }
        else
        {
            var colon = place.LastIndexOf(':');
            host = colon < 0 ? place : place[..colon];
            port = colon < 0 ? "" : place[(colon + 1)..];
        }
        if (port.Length == 0)
        {
            return (Unescape(text, host), null);
        }
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
        {
            throw Malformed(text, $"'{port}' is not a port (1 to 65535).");
        }
        return (Unescape(text, host), number);
    }

    private static (string Main, Dictionary<string, string> Options) SplitOptions(string text, string rest)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
        {
            return (rest, options);
        }
        foreach (var pair in rest[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Malformed(text, "an option after '?' is not written name=value.");
            }
            options[Unescape(text, pair[..equals])] = Unescape(text, pair[(equals + 1)..]);
        }
        return (rest[..mark], options);
    }

    private static string Unescape(string text, string part)
    {
        for (var i = part.IndexOf('%', StringComparison.Ordinal); i >= 0; i = part.IndexOf('%', i + 1))
        {
            if (i + 2 >= part.Length || !char.IsAsciiHexDigit(part[i + 1]) || !char.IsAsciiHexDigit(part[i + 2]))
            {
                throw Malformed(text, "a '%' is not followed by two hexadecimal digits (write a literal one as %25).");
            }
        }
        return Uri.UnescapeDataString(part);
    }

    private static DbaException Malformed(string text, string why) => new(DbaErrors.MalformedAddress(HidePassword(text), why));

    private static string HidePassword(string text)
    {
        var at = text.LastIndexOf('@');
        var start = text.IndexOf("//", StringComparison.Ordinal);
        var colon = at < 0 || start < 0 ? -1 : text.IndexOf(':', Math.Min(start + 2, at));
        var shown = colon < 0 || colon > at ? text : $"{text[..(colon + 1)]}***{text[at..]}";
        var mark = shown.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? shown : shown[..mark];
    }
}
