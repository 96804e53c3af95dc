using System.ComponentModel.DataAnnotations;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Operations;

namespace DbaPS.Profiles;

/// <summary>What Register-DbaServer takes. What is not given stays as it is in a profile that is there already.</summary>
public sealed record RegisterServerRequest
{
    [Argument("The name that -Server will take: letters, digits, '-' and '_'. No host, engine or scheme.", Position = 0, Required = true)]
    public string? Name { get; init; }

    [Argument("The server: an address, a host name with -Engine, a connection string with -Engine, or a session. Without a password.",
        Position = 1, Aliases = ["SqlInstance", "ServerInstance", "Instance"])]
    public ServerTarget? Server { get; init; }

    [Argument("The engine, where the server is given as a host name or a connection string.")]
    public EngineId? Engine { get; init; }

    [Argument("Where the password is: env:NAME, file:/path (private), vault:Name[/Vault] (PowerShell SecretManagement), azure:[CLIENT-ID] or aws:[REGION] (this machine's identity). Empty for the engine's own ways.")]
    public string? Secret { get; init; }

    [Argument("The group it belongs to; -Group and -Server '@group' mean all servers of one.")]
    public string? Group { get; init; }

    [Argument("Words to find it by.")]
    public IReadOnlyList<string>? Tag { get; init; }

    [Argument("Who answers for it.")]
    public string? Owner { get; init; }

    [Argument("The loss window that is allowed; Test-DbaRestore's default. 0 for none.")]
    public TimeSpan? RpoTarget { get; init; }

    [Argument("The time to recover that is allowed; Test-DbaRestore's default. 0 for none.")]
    public TimeSpan? RtoTarget { get; init; }

    [Argument("How long backups are to be kept; shown with them. 0 for no limit.")]
    public TimeSpan? Retention { get; init; }

    [Argument("How sensitive its data is, in your own words.")]
    public string? DataClass { get; init; }

    [Argument("Default, Disable, Require, VerifyCA or VerifyFull. Default: verified TLS to another machine.")]
    public TlsMode? TlsMode { get; init; }

    [Argument("PEM file of the authorities to trust instead of the system's.", IsPath = true)]
    public string? RootCertificate { get; init; }

    [Argument("PEM or PFX file of the client's certificate.", IsPath = true)]
    public string? ClientCertificate { get; init; }

    [Argument("PEM file of the client certificate's key.", IsPath = true)]
    public string? ClientKey { get; init; }

    [Argument("SHA-256 of the one certificate the server may show; no authority is asked then. Empty for none.")]
    public string? CertificateFingerprint { get; init; }

    [Argument("How long connecting may take. Default: 15 s.")]
    public TimeSpan? ConnectTimeout { get; init; }

    [Argument("How long a statement may run. 0 for no limit.")]
    public TimeSpan? Timeout { get; init; }

    [Argument("How long a statement may wait for a lock. 0 for the server's setting.")]
    public TimeSpan? LockTimeout { get; init; }

    [Argument("The name the server lists the sessions under.")]
    [StringLength(63)]
    public string? ApplicationName { get; init; }

    [Argument("Every transaction is read-only.")]
    public bool? ReadOnly { get; init; }

    [Argument("Keep the history on this server, for everybody who registers it so; only one server does.")]
    public bool? History { get; init; }

    [Argument("Make the history's tables there where they are missing, and keep the history there. -WhatIf shows the exact SQL.")]
    public bool CreateHistory { get; init; }

    [Argument("Replace the address of a server that is registered already.")]
    public bool Force { get; init; }
}
