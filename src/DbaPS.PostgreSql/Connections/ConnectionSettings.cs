using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Connections;

/// <summary>Where and how to connect, with every source merged.</summary>
internal sealed record ConnectionSettings
{
    public const int DefaultPort = 5432;

    /// <summary>The address in full: hosts, ports, user and database filled in, no options, no password.</summary>
    public required ServerAddress Address { get; init; }

    public required ConnectOptions Options { get; init; }

    /// <summary>The password as given; null to look in the password file.</summary>
    public Secret? Password { get; init; }

    /// <summary>The password file; null for the usual one.</summary>
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

    /// <summary>libpq's <c>gssencmode</c>; null does without, since looking for a ticket takes time on every connection.</summary>
    public string? GssEncryption { get; init; }

    public string? KerberosService { get; init; }

    public TargetSession TargetSession { get; init; }

    /// <summary>True when somebody named the authorities to trust, which asks for a check also on this machine.</summary>
    public bool AsksForCheck { get; init; }

    /// <summary>True when TLS is taken if offered and nothing is checked: on this machine, and nobody asked for a check.</summary>
    public bool IsRelaxed => TlsMode == TlsMode.Default && Address.IsLocal && !AsksForCheck;

    public bool IsSocket => Address.Host.StartsWith('/');

    /// <summary>The Unix socket's path; null for TCP.</summary>
    public string? Socket => IsSocket ? string.Create(CultureInfo.InvariantCulture, $"{Address.Host}/.s.PGSQL.{Address.Port}") : null;

    /// <summary>Host and port, as people read them.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Address.Host}:{Address.Port}");

    /// <summary>The settings of each host, in the order they are tried.</summary>
    public IReadOnlyList<ConnectionSettings> Candidates => Address.OtherHosts.Count == 0
        ? [this]
        : [.. Address.OtherHosts.Prepend((Address.Host, Address.Port)).Select(h => this with { Address = Address with { Host = h.Item1, Port = h.Item2, OtherHosts = [] } })];

    /// <summary>Merges the sources.</summary>
    /// <exception cref="DbaException">An unknown option, or a value that can't be used.</exception>
    public static ConnectionSettings Resolve(ServerAddress address, ConnectOptions options) => ConnectionSources.Merge(address, options);

    /// <summary>The same login in another database.</summary>
    public ConnectionSettings ForDatabase(string database) => this with { Address = Address with { Database = database } };

    /// <summary>The password to log in with: as given, or else from the password file.</summary>
    public Secret? FindPassword() => Password ?? Connections.PasswordFile.Find(this);
}
