using System.Data.Common;
using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Connections;

/// <summary>Reads the driver's connection strings without the driver: <c>Server=host;Database=shop;User ID=app;Password=…</c>.</summary>
internal static class ConnectionStrings
{
    /// <exception cref="DbaException">Not a connection string, no server, or a keyword with no meaning here. No value is shown.</exception>
    public static ServerAddress Parse(string text)
    {
        DbConnectionStringBuilder given;
        try
        {
            given = new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            throw Malformed("it is not written keyword=value;keyword=value.");
        }
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? server = null, database = null, user = null, password = null;
        foreach (string keyword in given.Keys)
        {
            var value = Convert.ToString(given[keyword], CultureInfo.InvariantCulture) ?? "";
            switch (keyword.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant())
            {
                case "server" or "datasource" or "address" or "addr" or "networkaddress":
                    server = value;
                    break;
                case "database" or "initialcatalog":
                    database = value;
                    break;
                case "userid" or "uid" or "user":
                    user = value;
                    break;
                case "password" or "pwd":
                    password = value;
                    break;
                case "integratedsecurity" or "trusted_connection":
                    options["authentication"] = IsTrue(value) ? "windows" : "sql";
                    break;
                case "encrypt":
                    options["encrypt"] = IsTrue(value) ? "mandatory" : IsFalse(value) ? "optional" : value.ToLowerInvariant();
                    break;
                case "trustservercertificate" when IsFalse(value):
                    break;
                case "trustservercertificate":
                    throw Malformed("trusting every certificate is said by -TlsMode Require, not in the connection string.");
                case "applicationname" or "app":
                    options["application_name"] = value;
                    break;
                case "connecttimeout" or "connectiontimeout" or "timeout":
                    options["connect_timeout"] = value;
                    break;
                case "applicationintent" or "multisubnetfailover" or "servercertificate" or "hostnameincertificate" or "authentication":
                    options[keyword.Replace(" ", "", StringComparison.Ordinal)] = Lowered(keyword, value);
                    break;
                case "persistsecurityinfo" or "multipleactiveresultsets" or "pooling" or "minpoolsize" or "maxpoolsize" or "packetsize" or "workstationid" or "commandtimeout":
                    break;
                default:
                    throw Malformed($"'{keyword}' has no meaning here.");
            }
        }
        if (string.IsNullOrEmpty(server))
        {
            throw Malformed("it names no server.");
        }
        var host = server.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? server[4..] : server;
        return new ServerAddress { Scheme = "mssql", Host = host, Database = database, User = user, Options = options }.WithPassword(password is null ? null : new Secret(password));
    }

    private static string Lowered(string keyword, string value) => keyword.Contains("Certificate", StringComparison.OrdinalIgnoreCase) ? value : value.ToLowerInvariant();

    private static bool IsTrue(string value) => value.ToLowerInvariant() is "true" or "yes" or "sspi";

    private static bool IsFalse(string value) => value.ToLowerInvariant() is "false" or "no";

    private static DbaException Malformed(string why) => new(DbaErrors.MalformedAddress("(connection string)", why));
}
