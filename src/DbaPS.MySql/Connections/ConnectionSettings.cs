using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.MySql.Connections;

/// <summary>
/// Where and how to connect, with every source merged: what the caller gave wins over the address, the address over the
/// environment, the environment over option files, those over the defaults.
/// </summary>
internal sealed record ConnectionSettings
{
    public const int DefaultPort = 3306;

    /// <summary>Options of an address, by the names MySQL's own programs have. Anything else is an error: a misspelt ssl_mode must not weaken a connection.</summary>
    public static readonly IReadOnlyList<string> KnownOptions =
    [
        "connect_timeout", "database", "defaults_file", "defaults_group_suffix", "get_server_public_key", "host", "login_path", "no_defaults", "password", "port",
        "program_name", "server_public_key_path", "socket", "sql_mode", "ssl_ca", "ssl_cert", "ssl_key", "ssl_mode", "sslpassword", "unix_socket", "user",
    ];

    private static readonly string[] Sockets = ["/run/mysqld/mysqld.sock", "/var/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"];

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "ssl_mode",
        ["sslrootcert"] = "ssl_ca",
        ["sslcert"] = "ssl_cert",
        ["sslkey"] = "ssl_key",
        ["unix_socket"] = "socket",
        ["application_name"] = "program_name",
    };

    /// <summary>The address in full: host, port and user filled in, no options, no password.</summary>
    public required ServerAddress Address { get; init; }

    public required ConnectOptions Options { get; init; }

    public Secret? Password { get; init; }

    public required TlsMode TlsMode { get; init; }

    public string? RootCertificate { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientKey { get; init; }

    /// <summary>Opens the client certificate's key.</summary>
    public Secret? KeyPassword { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required string ProgramName { get; init; }

    /// <summary>The sql_mode for the user's own statements; null for the server's.</summary>
    public string? SqlMode { get; init; }

    /// <summary>Without TLS, the key that encrypts the password may be asked for over the network.</summary>
    public bool AllowPublicKeyRetrieval { get; init; }

    public string? ServerPublicKeyFile { get; init; }

    /// <summary>True when TLS is taken if offered and nothing is checked: on this machine, and nobody asked for a check.</summary>
    public bool IsRelaxed => TlsMode == TlsMode.Default && Address.IsLocal && !AsksForCheck;

    public bool IsSocket => Address.Host.StartsWith('/');

    /// <summary>The Unix socket's path; null for TCP.</summary>
    public string? Socket => IsSocket ? Address.Host : null;

    private bool AsksForCheck { get; init; }

    /// <summary>Merges the sources.</summary>
    /// <exception cref="DbaException">An unknown option, or a value that can't be used.</exception>
    public static ConnectionSettings Resolve(ServerAddress address, ConnectOptions options)
    {
        var given = Given(address);
        if (given.ContainsKey("login_path"))
        {
            throw new DbaException(DbaErrors.Declined("login_path", MySqlEngine.Name, ".mylogin.cnf is read by MySQL's own programs only, and hides passwords without protecting them.",
                "Give -Credential, or keep user and password in an option file that only you may read: ?defaults_file=…."));
        }
        var files = given.GetValueOrDefault("no_defaults") is "1" or "true" or "on"
            ? new Dictionary<string, string>()
            : OptionFiles.Read(given.GetValueOrDefault("defaults_file"), given.GetValueOrDefault("defaults_group_suffix") ?? Variable("MYSQL_GROUP_SUFFIX")).Values;
        var socket = Option("socket");
        // mysql:///shop parses as a path, since an embedded engine's address looks the same.
        var host = address.Host.Length > 0 ? address.Host
            : Option("host") ?? Variable("MYSQL_HOST") ?? socket ?? Variable("MYSQL_UNIX_PORT") ?? File("host") ?? File("socket") ?? DefaultHost();
        host = socket is not null && !host.StartsWith('/') && IsThisMachine(host) ? socket : host;
        var database = options.Database ?? address.Database ?? address.Path?.TrimStart('/') ?? Option("database") ?? File("database");
        var (mode, root) = Tls(address, given, files, options);
        if (options.CertificateFingerprint is not null)
        {
            // A pin asks for TLS and for a check, on this machine too.
            mode = mode == TlsMode.Disable ? throw Malformed(address, "a certificate is pinned for it, but TLS is turned off.") : TlsMode.VerifyFull;
        }
        var local = new ServerAddress { Scheme = address.Scheme, Host = host }.IsLocal;
        return new ConnectionSettings
        {
            AsksForCheck = options.RootCertificate is not null || Option("ssl_ca") is not null,
            Address = new ServerAddress
            {
                Scheme = address.Scheme,
                Host = host,
                Port = address.Port ?? Number(Option("port"), "port") ?? Number(Variable("MYSQL_TCP_PORT"), "MYSQL_TCP_PORT") ?? Number(File("port"), "port") ?? DefaultPort,
                User = options.Credential?.User ?? address.User ?? Option("user") ?? File("user") ?? Environment.UserName,
                Database = string.IsNullOrEmpty(database) ? null : database,
            },
            Options = options,
            Password = options.Credential?.Password ?? address.RevealPassword() ?? Hidden(Option("password") ?? Variable("MYSQL_PWD") ?? File("password")),
            TlsMode = mode,
            RootCertificate = root,
            ClientCertificate = options.ClientCertificate ?? Option("ssl_cert") ?? File("ssl_cert"),
            ClientKey = options.ClientKey ?? Option("ssl_key") ?? File("ssl_key"),
            KeyPassword = Hidden(Option("sslpassword")),
            ConnectTimeout = options.ConnectTimeout is { } timeout ? timeout
                : (Number(Option("connect_timeout"), "connect_timeout") ?? Number(File("connect_timeout"), "connect_timeout")) is { } seconds ? TimeSpan.FromSeconds(seconds)
                : ConnectOptions.UsualConnectTimeout,
            ProgramName = options.ApplicationName ?? Option("program_name") ?? ConnectOptions.UsualApplicationName,
            SqlMode = Option("sql_mode"),
            // Over a socket caching_sha2_password knows no such key: what asks for it is taken for a wrong password.
            AllowPublicKeyRetrieval = (local && !host.StartsWith('/')) || (Option("get_server_public_key") ?? File("get_server_public_key")) is "1" or "true" or "on",
            ServerPublicKeyFile = Option("server_public_key_path") ?? File("server_public_key_path"),
        };

        string? Option(string name) => given.GetValueOrDefault(name);

        string? File(string name) => files.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

        int? Number(string? text, string name) => text is null ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 65535 ? number
            : throw Malformed(address, $"'{text}' is not a number that {name} can have.");
    }

    /// <summary>The same login in another database.</summary>
    public ConnectionSettings ForDatabase(string database) => this with { Address = Address with { Database = database } };

    private static Dictionary<string, string> Given(ServerAddress address)
    {
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (raw, value) in address.Options)
        {
            var name = raw.Replace('-', '_');
            name = OtherNames.GetValueOrDefault(name, name);
            if (!KnownOptions.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Malformed(address, $"it has the unknown option '{raw}' (known: {string.Join(", ", KnownOptions)}).");
            }
            given[name] = value;
        }
        return given;
    }

    /// <summary>MySQL's names for how TLS is used; <c>preferred</c> asks for no check, and gets DbaPS's own default instead, which is never weaker.</summary>
    private static (TlsMode Mode, string? Root) Tls(ServerAddress address, Dictionary<string, string> given, IReadOnlyDictionary<string, string> files, ConnectOptions options)
    {
        var root = options.RootCertificate ?? given.GetValueOrDefault("ssl_ca") ?? files.GetValueOrDefault("ssl_ca");
        if (options.TlsMode != TlsMode.Default)
        {
            return (options.TlsMode, root);
        }
        // Option files can strengthen only: skip-ssl and ssl-mode=DISABLED there are for other programs.
        var text = given.GetValueOrDefault("ssl_mode");
        return (text?.ToUpperInvariant().Replace('-', '_') switch
        {
            null or "" or "PREFERRED" or "PREFER" or "ALLOW" => files.GetValueOrDefault("ssl_mode")?.ToUpperInvariant() == "VERIFY_IDENTITY"
                || files.GetValueOrDefault("ssl_verify_server_cert") is "1" or "on" or "true" ? TlsMode.VerifyFull : TlsMode.Default,
            "DISABLED" or "DISABLE" or "NONE" => TlsMode.Disable,
            "REQUIRED" or "REQUIRE" => TlsMode.Require,
            "VERIFY_CA" or "VERIFYCA" => TlsMode.VerifyCA,
            "VERIFY_IDENTITY" or "VERIFY_FULL" or "VERIFYFULL" => TlsMode.VerifyFull,
            _ => throw Malformed(address, $"ssl_mode can't be '{text}' (DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY)."),
        }, root);
    }

    private static bool IsThisMachine(string host) => new ServerAddress { Scheme = "mysql", Host = host }.IsLocal;

    private static string DefaultHost() => (OperatingSystem.IsWindows() ? null : Sockets.FirstOrDefault(System.IO.File.Exists)) ?? "localhost";

    private static Secret? Hidden(string? text) => text is null ? null : new Secret(text);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static DbaException Malformed(ServerAddress address, string why) => new(DbaErrors.MalformedAddress(address.ToString(), why));
}
