using System.Data.Common;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.MySql.Connections;

/// <summary>Reads a connection string of the usual .NET drivers (<c>Server=…;User ID=…</c>) into an address.</summary>
internal static class ConnectionText
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["server"] = "host",
        ["host"] = "host",
        ["data source"] = "host",
        ["datasource"] = "host",
        ["address"] = "host",
        ["addr"] = "host",
        ["network address"] = "host",
        ["port"] = "port",
        ["user id"] = "user",
        ["userid"] = "user",
        ["username"] = "user",
        ["uid"] = "user",
        ["user name"] = "user",
        ["user"] = "user",
        ["password"] = "password",
        ["pwd"] = "password",
        ["database"] = "database",
        ["initial catalog"] = "database",
        ["sslmode"] = "ssl_mode",
        ["ssl mode"] = "ssl_mode",
        ["sslca"] = "ssl_ca",
        ["ssl ca"] = "ssl_ca",
        ["cacertificatefile"] = "ssl_ca",
        ["ca certificate file"] = "ssl_ca",
        ["sslcert"] = "ssl_cert",
        ["ssl cert"] = "ssl_cert",
        ["certificatefile"] = "ssl_cert",
        ["certificate file"] = "ssl_cert",
        ["sslkey"] = "ssl_key",
        ["ssl key"] = "ssl_key",
        ["certificatepassword"] = "sslpassword",
        ["certificate password"] = "sslpassword",
        ["connectiontimeout"] = "connect_timeout",
        ["connection timeout"] = "connect_timeout",
        ["connect timeout"] = "connect_timeout",
        ["applicationname"] = "program_name",
        ["application name"] = "program_name",
        ["allowpublickeyretrieval"] = "get_server_public_key",
        ["allow public key retrieval"] = "get_server_public_key",
        ["serverrsapublickeyfile"] = "server_public_key_path",
        ["server rsa public key file"] = "server_public_key_path",
    };

    /// <summary>Settings of pools, caches and conversions, which DbaPS decides itself.</summary>
    private static readonly string[] Ours =
    [
        "pooling", "minpoolsize", "maxpoolsize", "connectionreset", "connectionlifetime", "connectionidletimeout", "allowuservariables", "allowzerodatetime", "convertzerodatetime", "charset", "characterset",
        "defaultcommandtimeout", "keepalive", "persistsecurityinfo", "treattinyasboolean", "useaffectedrows", "usecompression", "guidformat", "oldguids", "allowloadlocalinfile", "autoenlist",
    ];

    /// <exception cref="DbaException">It is no connection string, or has a keyword DbaPS does not know: left out, it might weaken the connection.</exception>
    public static ServerAddress Parse(string scheme, string text)
    {
        var given = new DbConnectionStringBuilder();
        try
        {
            given.ConnectionString = text;
        }
        catch (ArgumentException failure)
        {
            // The message names the keyword and never its value.
            throw Malformed(failure.Message);
        }
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var keyword in given.Keys.Cast<string>())
        {
            if (Names.TryGetValue(keyword, out var name))
            {
                values[name] = Convert.ToString(given[keyword], System.Globalization.CultureInfo.InvariantCulture)!;
            }
            else if (!Ours.Contains(keyword.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase))
            {
                throw Malformed($"it has the unknown keyword '{keyword}'.");
            }
        }
        values.Remove("password", out var password);
        values.Remove("host", out var host);
        values.Remove("database", out var database);
        values.Remove("user", out var user);
        values.Remove("port", out var port);
        return new ServerAddress
        {
            Scheme = scheme,
            Host = host ?? "",
            Port = port is null ? null : int.TryParse(port, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw Malformed($"'{port}' is not a port."),
            Database = string.IsNullOrEmpty(database) ? null : database,
            User = string.IsNullOrEmpty(user) ? null : user,
            Options = values,
        }.WithPassword(password is null ? null : new Secret(password));
    }

    private static DbaException Malformed(string why) => new(DbaErrors.MalformedAddress("(connection string)", why));
}
