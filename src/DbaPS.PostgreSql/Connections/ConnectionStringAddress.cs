using System.Globalization;
using DbaPS.Connections;

namespace DbaPS.PostgreSql.Connections;

/// <summary>A connection string of the driver's as an address. What tunes the driver's pool is left out: DbaPS sets that.</summary>
internal static class ConnectionStringAddress
{
    /// <summary>The driver's keywords, by the option that means the same.</summary>
    private static readonly (string Keyword, string Option)[] Options =
    [
        ("Application Name", "application_name"), ("Channel Binding", "channel_binding"), ("GSS Encryption Mode", "gssencmode"), ("Host", "host"),
        ("Kerberos Service Name", "krbsrvname"), ("Options", "options"), ("Passfile", "passfile"), ("Port", "port"), ("Require Auth", "require_auth"),
        ("Root Certificate", "sslrootcert"), ("SSL Certificate", "sslcert"), ("SSL Key", "sslkey"), ("SSL Mode", "sslmode"), ("SSL Negotiation", "sslnegotiation"),
        ("SSL Password", "sslpassword"), ("Target Session Attributes", "target_session_attrs"), ("Timeout", "connect_timeout"),
    ];

    public static ServerAddress Read(string text)
    {
        var given = PostgreSqlDriver.ReadConnectionString(text);
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (keyword, option) in Options)
        {
            if (given.TryGetValue(keyword, out var value) && value.Length > 0)
            {
                options[option] = value;
            }
        }
        if (options.TryGetValue("sslmode", out var mode))
        {
            options["sslmode"] = mode.ToUpperInvariant() switch { "VERIFYCA" => "verify-ca", "VERIFYFULL" => "verify-full", _ => mode };
        }
        if (given.TryGetValue("Search Path", out var path))
        {
            options["options"] = $"{options.GetValueOrDefault("options")} -c search_path={path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal)}".TrimStart();
        }
        SplitPorts(options);
        // One host belongs into the address, as everywhere; several stay an option.
        var single = options.GetValueOrDefault("host") is { } host && !host.Contains(',', StringComparison.Ordinal);
        options.Remove(single ? "host" : "", out var name);
        options.Remove(single ? "port" : "", out var port);
        return new ServerAddress
        {
            Scheme = "pg",
            Host = name ?? "",
            Port = port is null ? null : int.Parse(port, CultureInfo.InvariantCulture),
            Database = given.GetValueOrDefault("Database"),
            User = given.GetValueOrDefault("Username"),
            Options = options,
        }.WithPassword(given.TryGetValue("Password", out var password) ? new Secret(password) : null);
    }

    /// <summary>The driver writes each host's port behind it (a:1,b:2); libpq's option keeps them apart.</summary>
    private static void SplitPorts(Dictionary<string, string> options)
    {
        if (!options.TryGetValue("host", out var list) || !list.Contains(':', StringComparison.Ordinal))
        {
            return;
        }
        var usual = options.GetValueOrDefault("port", ConnectionSettings.DefaultPort.ToString(CultureInfo.InvariantCulture));
        var places = list.Split(',').Select(place =>
        {
            var colon = place.LastIndexOf(':');
            // An address of version 6 without brackets has no port; a drive letter in a socket's folder is no host.
            return colon <= 0 || place.StartsWith('/') || (place.IndexOf(':', StringComparison.Ordinal) != colon && place[colon - 1] != ']')
                ? (Host: place.Trim('[', ']'), Port: usual)
                : (Host: place[..colon].Trim('[', ']'), Port: place[(colon + 1)..]);
        }).ToList();
        options["host"] = string.Join(',', places.Select(p => p.Host));
        options["port"] = string.Join(',', places.Select(p => p.Port));
    }
}
