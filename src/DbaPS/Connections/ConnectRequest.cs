using System.ComponentModel.DataAnnotations;
using DbaPS.Operations;

namespace DbaPS.Connections;

/// <summary>What Connect-DbaServer takes.</summary>
public sealed record ConnectRequest : ServerRequest
{
    [Argument("The database to enter. Default: the address's own, or the engine's usual one.")]
    public string? Database { get; init; }

    [Argument("Default, Disable, Require, VerifyCA or VerifyFull. Default: verified TLS to another machine.")]
    public TlsMode TlsMode { get; init; }

    [Argument("PEM file of the authorities to trust instead of the system's.", IsPath = true)]
    public string? RootCertificate { get; init; }

    [Argument("PEM or PFX file of the client's certificate.", IsPath = true)]
    public string? ClientCertificate { get; init; }

    [Argument("PEM file of the client certificate's key.", IsPath = true)]
    public string? ClientKey { get; init; }

    [Argument("SHA-256 of the one certificate the server may show; no authority is asked then.")]
    public string? CertificateFingerprint { get; init; }

    [Argument("How long connecting may take. Default: what the registered server says, else 15 s.")]
    public TimeSpan? ConnectTimeout { get; init; }

    [Argument("How long a statement may wait for a lock; 0 for the server's setting. Default: what the registered server says, else the server's setting.")]
    public TimeSpan? LockTimeout { get; init; }

    [Argument("The name the server lists the session under. Default: DbaPS.")]
    [StringLength(63)]
    public string? ApplicationName { get; init; }

    [Argument("Every transaction of the session is read-only.")]
    public bool ReadOnly { get; init; }

    internal override ConnectOptions ToConnectOptions() => base.ToConnectOptions() with
    {
        TlsMode = TlsMode,
        RootCertificate = RootCertificate,
        ClientCertificate = ClientCertificate,
        ClientKey = ClientKey,
        CertificateFingerprint = CertificateFingerprint is null ? null : ServerCertificate.NormalizeFingerprint(CertificateFingerprint),
        ConnectTimeout = ConnectTimeout,
        LockTimeout = LockTimeout,
        ApplicationName = ApplicationName,
        ReadOnly = ReadOnly,
        Database = Database,
    };
}
