namespace DbaPS.SqlServer.Connections;

/// <summary>How a connection is encrypted. The names are the driver's.</summary>
internal enum SqlServerEncryption
{
    /// <summary>The login only, where the server can.</summary>
    Optional,

    /// <summary>Everything, or there is no connection.</summary>
    Mandatory,

    /// <summary>TLS before the first byte of the protocol (TDS 8); the certificate is always checked.</summary>
    Strict,
}
