using DbaPS.Connections;

namespace DbaPS.Profiles;

/// <summary>A server under a name of one's own: where it is, how to connect, and what is expected of it. Holds no secret, only where to find one.</summary>
public sealed record DbaServerProfile
{
    /// <summary>The name -Server takes; unique, ignoring case.</summary>
    public required string Name { get; init; }

    /// <summary>The address with its options, without a password.</summary>
    public required string Address { get; init; }

    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary>Where the password is, e.g. <c>env:SHOP_PASSWORD</c>; null for the engine's own ways.</summary>
    public string? Secret { get; init; }

    public string? Group { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who answers for the server.</summary>
    public string? Owner { get; init; }

    /// <summary>The loss window that is allowed; null where none was set.</summary>
    public TimeSpan? RpoTarget { get; init; }

    /// <summary>The time to recover that is allowed; null where none was set.</summary>
    public TimeSpan? RtoTarget { get; init; }

    /// <summary>How long backups are to be kept; null where none was set.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>How sensitive the data is, in the site's own words.</summary>
    public string? DataClass { get; init; }

    public TlsMode TlsMode { get; init; }

    public string? RootCertificate { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientKey { get; init; }

    /// <summary>SHA-256 of the one certificate the server may show, as 64 hexadecimal digits; null where authorities decide.</summary>
    public string? CertificateFingerprint { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>How long connecting may take; null for the usual time.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>How long a statement may run; null is without limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long a statement may wait for a lock; null is the server's own setting.</summary>
    public TimeSpan? LockTimeout { get; init; }

    public string? ApplicationName { get; init; }

    /// <summary>True for the one server in which the history is kept.</summary>
    public bool KeepsHistory { get; init; }

    /// <summary>What -Server takes: the name, so that a profile piped on is opened as a profile.</summary>
    public string Server => Name;

    /// <summary>What a command gave, filled up with what the profile says.</summary>
    internal ConnectOptions Complete(ConnectOptions given) => given with
    {
        Profile = Name,
        TlsMode = given.TlsMode != TlsMode.Default ? given.TlsMode : TlsMode,
        RootCertificate = given.RootCertificate ?? RootCertificate,
        ClientCertificate = given.ClientCertificate ?? ClientCertificate,
        ClientKey = given.ClientKey ?? ClientKey,
        CertificateFingerprint = given.CertificateFingerprint ?? CertificateFingerprint,
        ReadOnly = given.ReadOnly || ReadOnly,
        ConnectTimeout = given.ConnectTimeout ?? ConnectTimeout,
        StatementTimeout = given.StatementTimeout ?? Timeout,
        LockTimeout = given.LockTimeout ?? LockTimeout,
        ApplicationName = given.ApplicationName ?? ApplicationName,
    };
}
