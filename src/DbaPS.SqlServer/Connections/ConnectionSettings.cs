using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Connections;

/// <summary>
/// Where and how to connect, with every source merged: what the caller gave wins over the address, the address over the
/// environment (sqlcmd's variables), the environment over the defaults.
/// </summary>
internal sealed record ConnectionSettings
{
    public const int DefaultPort = 1433;

    /// <summary>Options of an address. Anything else is an error: a misspelt encrypt must not weaken a connection.</summary>
    public static readonly IReadOnlyList<string> KnownOptions =
        ["applicationintent", "application_name", "authentication", "connect_timeout", "encrypt", "hostnameincertificate", "instance", "multisubnetfailover", "servercertificate"];

    /// <summary>The address in full, no options, no password.</summary>
    public required ServerAddress Address { get; init; }

    public required ConnectOptions Options { get; init; }

    public required SqlServerLogin Login { get; init; }

    /// <summary>True when TLS is taken if offered and nothing is checked: on this machine, and nobody asked for a check.</summary>
    public bool IsRelaxed { get; init; }

    /// <summary>Merges the sources.</summary>
    /// <param name="driver">The driver's version: older ones can't do everything.</param>
    /// <exception cref="DbaException">An unknown option, a value that can't be used, or something this driver or system has not.</exception>
    public static ConnectionSettings Resolve(ServerAddress address, ConnectOptions options, Version driver)
    {
        foreach (var name in address.Options.Keys)
        {
            if (!KnownOptions.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Malformed(address, $"it has the unknown option '{name}' (known: {string.Join(", ", KnownOptions)}).");
            }
        }
        var place = ServerPlace.Of(address);
        var login = LoginKind(address, options);
        var tls = TlsSettings.Resolve(address, options, place, driver);
        var database = options.Database ?? address.Database;
        return new ConnectionSettings
        {
            Address = new ServerAddress { Scheme = "mssql", Host = place.Shown, Port = place.Port, User = login.IsIntegrated ? null : login.User, Database = database },
            Options = options,
            IsRelaxed = tls.IsRelaxed,
            Login = new SqlServerLogin
            {
                DataSource = place.DataSource,
                Database = database,
                User = login.User,
                Password = login.Password,
                Token = login.Token,
                IsIntegrated = login.IsIntegrated,
                Encryption = tls.Encryption,
                TrustsAnyCertificate = tls.TrustsAny,
                HostNameInCertificate = tls.HostName,
                ServerCertificate = tls.Pinned,
                ReadOnlyIntent = options.ReadOnly || Choice("applicationintent", "readwrite", "readonly") == "readonly",
                MultiSubnetFailover = Choice("multisubnetfailover", "false", "true") == "true",
                ConnectTimeout = options.ConnectTimeout ?? Seconds() ?? ConnectOptions.UsualConnectTimeout,
                ApplicationName = options.ApplicationName ?? address.Options.GetValueOrDefault("application_name") ?? ConnectOptions.UsualApplicationName,
            },
        };

        string? Choice(string name, params string[] values) => address.Options.GetValueOrDefault(name)?.ToLowerInvariant() is not { } text ? null
            : values.Contains(text) ? text
            : throw Malformed(address, $"{name} can't be '{text}' ({string.Join(", ", values)}).");

        TimeSpan? Seconds() => address.Options.GetValueOrDefault("connect_timeout") is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : throw Malformed(address, $"'{text}' is not a number of seconds that connect_timeout can have.");
    }

    /// <summary>The same login in another database.</summary>
    public ConnectionSettings ForDatabase(string database) => this with { Address = Address with { Database = database }, Login = Login with { Database = database } };

    internal static DbaException Malformed(ServerAddress address, string why) => new(DbaErrors.MalformedAddress(address.ToString(), why));

    private static (string? User, Secret? Password, Secret? Token, bool IsIntegrated) LoginKind(ServerAddress address, ConnectOptions options)
    {
        var user = options.Credential?.User ?? address.User ?? Variable("SQLCMDUSER");
        var password = options.Credential?.Password ?? address.RevealPassword() ?? (Variable("SQLCMDPASSWORD") is { } text ? new Secret(text) : null);
        var kind = address.Options.GetValueOrDefault("authentication")?.ToLowerInvariant() ?? (options.PasswordIsToken ? "token" : user is null ? "windows" : "sql");
        switch (kind)
        {
            case "sql":
                return user is null ? throw Malformed(address, "authentication=sql needs a user.") : (user, password, null, false);
            case "windows":
                return (null, null, null, true);
            case "token":
                var token = password ?? (Variable("DBAPS_ENTRA_TOKEN") is { } given ? new Secret(given) : null);
                return token is null
                    ? throw new DbaException(SqlServerErrors.TokenMissing(address.ToString()))
                    : (user, null, token, false);
            default:
                throw new DbaException(DbaErrors.Declined($"authentication={kind}", SqlServerEngine.Name, "signing in to Entra ID needs a library that is no part of DbaPS.SqlServer.",
                    "Use authentication=token with an access token as the password or in DBAPS_ENTRA_TOKEN: az account get-access-token --resource https://database.windows.net/ prints one."));
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
