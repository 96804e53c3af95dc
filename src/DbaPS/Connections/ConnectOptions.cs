namespace DbaPS.Connections;

/// <summary>How to open a session: what the user gave beside the address.</summary>
public sealed record ConnectOptions
{
    public const string UsualApplicationName = "DbaPS";

    public static TimeSpan UsualConnectTimeout { get; } = TimeSpan.FromSeconds(15);

    public DbaCredential? Credential { get; init; }

    /// <summary>The database to enter instead of the address's.</summary>
    public string? Database { get; init; }

    public TlsMode TlsMode { get; init; }

    /// <summary>PEM file of the authorities to trust instead of the system's.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>PEM or PFX file of the client's certificate.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of the client certificate's key, when it is not in the same file.</summary>
    public string? ClientKey { get; init; }

    /// <summary>SHA-256 of the one certificate the server may show, as 64 hexadecimal digits. It is accepted whoever issued it and however old; any other is refused.</summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>The user's folder for DbaPS, where an engine may keep files of its own; null for the platform's.</summary>
    public string? DataFolder { get; init; }

    /// <summary>How long opening a connection may take; null where nobody says, then the address, the environment and last <see cref="UsualConnectTimeout"/> decide.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>How long a statement may run; zero is without limit, and so is null, which leaves the say to a profile.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary>How long a statement may wait for a lock; zero is the server's own setting, and so is null, which leaves the say to a profile.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary>The name the server lists the session under; null where nobody says, then the address, the environment and last <see cref="UsualApplicationName"/> decide.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>True when every transaction of the session is read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The registered name the server was given by, for messages; null for an address.</summary>
    public string? Profile { get; init; }

    /// <summary>
    /// Finds the password anew, for connections made later: tokens expire and files change. The first one is in the address already.
    /// </summary>
    public Func<CancellationToken, Task<Secret>>? PasswordSource { get; init; }

    /// <summary>True when the password is a token of an identity provider's: some engines send such a one otherwise.</summary>
    public bool PasswordIsToken { get; init; }
}
