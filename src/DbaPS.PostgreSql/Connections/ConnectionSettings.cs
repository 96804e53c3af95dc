using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Connections;

/// <summary>
/// Where and how to connect, with every source merged: what the caller gave wins over the address, the address over the
/// environment (libpq's variables), the environment over the defaults.
/// </summary>
internal sealed record ConnectionSettings
{
    public const int DefaultPort = 5432;

    /// <summary>Options of an address, by libpq's names. Anything else is an error: a misspelt sslmode must not weaken a connection.</summary>
    public static readonly IReadOnlyList<string> KnownOptions =
    [
        "application_name", "channel_binding", "connect_timeout", "dbname", "host", "options", "passfile", "password", "port",
        "require_auth", "sslcert", "sslkey", "sslmode", "sslnegotiation", "sslpassword", "sslrootcert", "user",
    ];

    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/run/postgresql", "/tmp"];

    /// <summary>The address in full: host, port, user and database filled in, no options, no password.</summary>
    public required ServerAddress Address { get; init; }

    public required ConnectOptions Options { get; init; }

    /// <summary>Null to let the driver look in PGPASSWORD and the password file.</summary>
    public Secret? Password { get; init; }

    public string? PasswordFile { get; init; }

    public required TlsMode TlsMode { get; init; }

    public string? RootCertificate { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientKey { get; init; }

    /// <summary>Opens the client certificate's key.</summary>
    public Secret? KeyPassword { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required string ApplicationName { get; init; }

    /// <summary>Settings in the form of the server's command line (<c>-c search_path=a</c>), as libpq's <c>options</c> takes them.</summary>
    public string? ServerOptions { get; init; }

    public string? ChannelBinding { get; init; }

    public string? RequireAuthentication { get; init; }

    public string? TlsNegotiation { get; init; }

    /// <summary>True when TLS is taken if offered and nothing is checked: on this machine, and nobody asked for a check.</summary>
    public bool IsRelaxed => TlsMode == TlsMode.Default && Address.IsLocal && !AsksForCheck;

    public bool IsSocket => Address.Host.StartsWith('/');

    private bool AsksForCheck { get; init; }

    /// <summary>Merges the sources.</summary>
    /// <exception cref="DbaException">An unknown option, or a value that can't be used.</exception>
    public static ConnectionSettings Resolve(ServerAddress address, ConnectOptions options)
    {
        foreach (var name in address.Options.Keys)
        {
            if (!KnownOptions.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Malformed(address, $"it has the unknown option '{name}' (known: {string.Join(", ", KnownOptions)}).");
            }
        }
        var defaults = new ConnectOptions();
        var user = options.Credential?.User ?? address.User ?? Option("user") ?? Variable("PGUSER") ?? Environment.UserName;
        var host = address.Host.Length > 0 ? address.Host : Option("host") ?? Variable("PGHOST") ?? DefaultHost();
        // pg:///shop parses as a path, since an embedded engine's address looks the same.
        var database = options.Database ?? address.Database ?? address.Path?.TrimStart('/') ?? Option("dbname") ?? Variable("PGDATABASE");
        var (mode, root) = Tls(address, options);
        return new ConnectionSettings
        {
            AsksForCheck = options.RootCertificate is not null || Option("sslrootcert") is not null,
            Address = new ServerAddress
            {
                Scheme = "pg",
                Host = host,
                Port = address.Port ?? Number("port") ?? Number(Variable("PGPORT"), "PGPORT") ?? DefaultPort,
                User = user,
                Database = string.IsNullOrEmpty(database) ? "postgres" : database,
            },
            Options = options,
            Password = options.Credential?.Password ?? address.RevealPassword() ?? (Option("password") is { } password ? new Secret(password) : null),
            PasswordFile = Option("passfile"),
            TlsMode = mode,
            RootCertificate = root,
            ClientCertificate = options.ClientCertificate ?? Option("sslcert") ?? Variable("PGSSLCERT"),
            ClientKey = options.ClientKey ?? Option("sslkey") ?? Variable("PGSSLKEY"),
            KeyPassword = Option("sslpassword") is { } opens ? new Secret(opens) : null,
            ConnectTimeout = options.ConnectTimeout != defaults.ConnectTimeout ? options.ConnectTimeout
                : (Number("connect_timeout") ?? Number(Variable("PGCONNECT_TIMEOUT"), "PGCONNECT_TIMEOUT")) is { } seconds ? TimeSpan.FromSeconds(seconds)
                : defaults.ConnectTimeout,
            ApplicationName = options.ApplicationName != defaults.ApplicationName ? options.ApplicationName
                : Option("application_name") ?? Variable("PGAPPNAME") ?? defaults.ApplicationName,
            ServerOptions = Option("options") ?? Variable("PGOPTIONS"),
            ChannelBinding = Option("channel_binding") ?? Variable("PGCHANNELBINDING"),
            RequireAuthentication = Option("require_auth") ?? Variable("PGREQUIREAUTH"),
            TlsNegotiation = Option("sslnegotiation") ?? Variable("PGSSLNEGOTIATION"),
        };

        string? Option(string name) => address.Options.TryGetValue(name, out var value) ? value : null;

        int? Number(string? value, string? shown = null)
        {
            var text = shown is null ? Option(value!) : value;
            if (text is null)
            {
                return null;
            }
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 65535
                ? number
                : throw Malformed(address, $"'{text}' is not a number that {shown ?? value} can have.");
        }
    }

    /// <summary>The same login in another database.</summary>
    public ConnectionSettings ForDatabase(string database) => this with { Address = Address with { Database = database } };

    /// <summary>libpq's names for how TLS is used; <c>allow</c> and <c>prefer</c> ask for no check, and get DbaPS's own default instead, which is never weaker.</summary>
    private static (TlsMode Mode, string? Root) Tls(ServerAddress address, ConnectOptions options)
    {
        var root = options.RootCertificate ?? address.Options.GetValueOrDefault("sslrootcert") ?? Variable("PGSSLROOTCERT") ?? UserRootCertificate();
        // libpq's word for the system's store.
        root = root == "system" ? null : root;
        if (options.TlsMode != TlsMode.Default)
        {
            return (options.TlsMode, root);
        }
        var text = address.Options.GetValueOrDefault("sslmode") ?? Variable("PGSSLMODE");
        return (text?.ToLowerInvariant() switch
        {
            null or "" or "allow" or "prefer" => TlsMode.Default,
            "disable" => TlsMode.Disable,
            "require" => TlsMode.Require,
            "verify-ca" => TlsMode.VerifyCA,
            "verify-full" => TlsMode.VerifyFull,
            _ => throw Malformed(address, $"sslmode can't be '{text}' (disable, allow, prefer, require, verify-ca, verify-full)."),
        }, root);
    }

    private static string? UserRootCertificate()
    {
        var file = Path.Combine(OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "postgresql")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".postgresql"), "root.crt");
        return File.Exists(file) ? file : null;
    }

    private static string DefaultHost() =>
        (OperatingSystem.IsWindows() ? null : SocketFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, $".s.PGSQL.{Variable("PGPORT") ?? "5432"}")))) ?? "localhost";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static DbaException Malformed(ServerAddress address, string why) => new(DbaErrors.MalformedAddress(address.ToString(), why));
}
