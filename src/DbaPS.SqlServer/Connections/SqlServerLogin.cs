using DbaPS.Connections;

namespace DbaPS.SqlServer.Connections;

/// <summary>What the driver is told. Two that are equal share a pool.</summary>
internal sealed record SqlServerLogin
{
    /// <summary>In the driver's form: <c>tcp:host,1433</c>, <c>host\instance</c>, <c>np:\\host\pipe\sql\query</c>.</summary>
    public required string DataSource { get; init; }

    /// <summary>Null for the login's default database.</summary>
    public string? Database { get; init; }

    public string? User { get; init; }

    public Secret? Password { get; init; }

    /// <summary>An access token of Entra ID instead of user and password.</summary>
    public Secret? Token { get; init; }

    /// <summary>True where the operating system's user logs in (Windows, or Kerberos).</summary>
    public bool IsIntegrated { get; init; }

    public required SqlServerEncryption Encryption { get; init; }

    public bool TrustsAnyCertificate { get; init; }

    /// <summary>The name the certificate must have instead of the host's.</summary>
    public string? HostNameInCertificate { get; init; }

    /// <summary>A file with the one certificate that is accepted.</summary>
    public string? ServerCertificate { get; init; }

    public bool ReadOnlyIntent { get; init; }

    public bool MultiSubnetFailover { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required string ApplicationName { get; init; }
}
