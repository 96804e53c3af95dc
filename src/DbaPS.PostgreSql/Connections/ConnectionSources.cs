using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Connections;

/// <summary>
/// Merges where settings come from: what the caller gave wins over the address, the address over the service file, that over
/// the environment (libpq's variables), the environment over the defaults.
/// </summary>
internal static class ConnectionSources
{
    public static readonly IReadOnlyList<string> SocketFolders = ["/var/run/postgresql", "/run/postgresql", "/tmp"];

    /// <summary>Options of an address, by libpq's names. Anything else is an error: a misspelt sslmode must not weaken a connection.</summary>
    private static readonly string[] KnownOptions =
    [
        "application_name", "channel_binding", "connect_timeout", "dbname", "gssencmode", "host", "krbsrvname", "options", "passfile", "password", "port",
        "require_auth", "service", "sslcert", "sslkey", "sslmode", "sslnegotiation", "sslpassword", "sslrootcert", "target_session_attrs", "user",
    ];

    /// <summary>Options of libpq's that change nothing here, so that a service file or an address made for it works.</summary>
    private static readonly string[] HarmlessOptions =
        ["client_encoding", "fallback_application_name", "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval", "sslcompression", "sslsni", "tcp_user_timeout"];

    public static bool IsKnown(string option) => KnownOptions.Concat(HarmlessOptions).Contains(option, StringComparer.OrdinalIgnoreCase);

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>All sources as one.</summary>
    /// <exception cref="DbaException">An unknown option, or a value that can't be used.</exception>
    public static ConnectionSettings Merge(ServerAddress address, ConnectOptions options)
    {
        if (address.Options.Keys.FirstOrDefault(name => !IsKnown(name)) is { } unknown)
        {
            throw Malformed(address, $"it has the unknown option '{unknown}' (known: {string.Join(", ", KnownOptions)}).");
        }
        if ((address.Options.GetValueOrDefault("service") ?? Variable("PGSERVICE")) is { } service)
        {
            var merged = new Dictionary<string, string>(ServiceFile.Read(service), StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in address.Options)
            {
                merged[name] = value;
            }
            address = address with { Options = merged };
        }
        var source = new OptionReader(address);
        // pg:///shop parses as a path, since an embedded engine's address looks the same.
        var database = options.Database ?? address.Database ?? address.Path?.TrimStart('/') ?? source.Text("dbname", "PGDATABASE");
        var hosts = Hosts(address, source);
        return new ConnectionSettings
        {
            AsksForCheck = options.RootCertificate is not null || source.Text("sslrootcert") is not null,
            Address = new ServerAddress
            {
                Scheme = "pg",
                Host = hosts[0].Host,
                Port = hosts[0].Port,
                OtherHosts = hosts.GetRange(1, hosts.Count - 1),
                User = options.Credential?.User ?? address.User ?? source.Text("user", "PGUSER") ?? Environment.UserName,
                Database = string.IsNullOrEmpty(database) ? "postgres" : database,
            },
            Options = options,
            Password = options.Credential?.Password ?? address.RevealPassword() ?? Hidden(source.Text("password", "PGPASSWORD")),
            PasswordFile = source.Text("passfile", "PGPASSFILE"),
            TlsMode = Tls(address, options, source),
            RootCertificate = Root(options, source),
            ClientCertificate = options.ClientCertificate ?? source.Text("sslcert", "PGSSLCERT") ?? UserFiles.Find("postgresql.crt"),
            ClientKey = options.ClientKey ?? source.Text("sslkey", "PGSSLKEY")
                ?? (options.ClientCertificate is null && source.Text("sslcert", "PGSSLCERT") is null ? UserFiles.Find("postgresql.key") : null),
            KeyPassword = Hidden(source.Text("sslpassword")),
            ConnectTimeout = options.ConnectTimeout is { } timeout ? timeout
                : source.Number("connect_timeout", "PGCONNECT_TIMEOUT") is { } seconds ? TimeSpan.FromSeconds(seconds)
                : ConnectOptions.UsualConnectTimeout,
            ApplicationName = options.ApplicationName ?? source.Text("application_name", "PGAPPNAME") ?? ConnectOptions.UsualApplicationName,
            ServerOptions = source.Text("options", "PGOPTIONS"),
            ChannelBinding = source.Text("channel_binding", "PGCHANNELBINDING"),
            RequireAuthentication = source.Text("require_auth", "PGREQUIREAUTH"),
            TlsNegotiation = source.Text("sslnegotiation", "PGSSLNEGOTIATION"),
            GssEncryption = source.Text("gssencmode", "PGGSSENCMODE"),
            KerberosService = source.Text("krbsrvname", "PGKRBSRVNAME"),
            TargetSession = source.Choice("target_session_attrs", "PGTARGETSESSIONATTRS", TargetSession.Any,
                ("any", TargetSession.Any), ("read-write", TargetSession.ReadWrite), ("read-only", TargetSession.ReadOnly),
                ("primary", TargetSession.Primary), ("standby", TargetSession.Standby), ("prefer-standby", TargetSession.PreferStandby)),
        };
    }

    internal static DbaException Malformed(ServerAddress address, string why) => new(DbaErrors.MalformedAddress(address.ToString(), why));

    private static Secret? Hidden(string? text) => text is null ? null : new Secret(text);

    /// <summary>The hosts of the address or else of the option, each with its port: as many ports as hosts, or one for all.</summary>
    private static List<(string Host, int? Port)> Hosts(ServerAddress address, OptionReader source)
    {
        var ports = source.Numbers("port", "PGPORT");
        if (address.Host.Length > 0)
        {
            return [.. address.OtherHosts.Prepend((address.Host, address.Port)).Select((h, i) => (h.Item1, (int?)(h.Item2 ?? Port(i))))];
        }
        var hosts = (source.Text("host", "PGHOST") ?? DefaultHost(ports)).Split(',');
        return ports.Count <= 1 || ports.Count == hosts.Length
            ? [.. hosts.Select((host, i) => (host.Length == 0 ? "localhost" : host, (int?)Port(i)))]
            : throw Malformed(address, $"it has {hosts.Length} hosts and {ports.Count} ports.");

        int Port(int index) => ports.Count == 0 ? ConnectionSettings.DefaultPort : ports[Math.Min(index, ports.Count - 1)];
    }

    private static string DefaultHost(IReadOnlyList<int> ports) => OperatingSystem.IsWindows()
        ? "localhost"
        : SocketFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{(ports.Count > 0 ? ports[0] : ConnectionSettings.DefaultPort)}")))) ?? "localhost";

    /// <summary>libpq's names for how TLS is used; <c>allow</c> and <c>prefer</c> ask for no check, and get DbaPS's own default instead, which is never weaker.</summary>
    private static TlsMode Tls(ServerAddress address, ConnectOptions options, OptionReader source)
    {
        var mode = TlsAsked(options, source);
        if (options.CertificateFingerprint is null)
        {
            return mode;
        }
        // A pin asks for TLS and for a check, on this machine too.
        return mode == TlsMode.Disable ? throw Malformed(address, "a certificate is pinned for it, but TLS is turned off.") : TlsMode.VerifyFull;
    }

    private static TlsMode TlsAsked(ConnectOptions options, OptionReader source) => options.TlsMode != TlsMode.Default ? options.TlsMode
        : source.Choice("sslmode", "PGSSLMODE", TlsMode.Default,
            ("allow", TlsMode.Default), ("prefer", TlsMode.Default), ("disable", TlsMode.Disable), ("require", TlsMode.Require),
            ("verify-ca", TlsMode.VerifyCA), ("verify-full", TlsMode.VerifyFull));

    /// <summary>The authorities' file; null for the system's store.</summary>
    private static string? Root(ConnectOptions options, OptionReader source)
    {
        var root = options.RootCertificate ?? source.Text("sslrootcert", "PGSSLROOTCERT") ?? UserFiles.Find("root.crt");
        return root == "system" ? null : root;
    }
}
