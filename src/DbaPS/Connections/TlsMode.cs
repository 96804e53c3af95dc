namespace DbaPS.Connections;

/// <summary>How a connection over the network is protected.</summary>
public enum TlsMode
{
    /// <summary>Verified TLS to another machine; on this machine TLS where the server offers it.</summary>
    Default,

    /// <summary>No TLS. Password and data cross the network in clear.</summary>
    Disable,

    /// <summary>TLS without checking the certificate: protects against listeners, not against impostors.</summary>
    Require,

    /// <summary>TLS; the certificate must come from a trusted authority.</summary>
    VerifyCA,

    /// <summary>TLS; trusted authority and matching host name.</summary>
    VerifyFull,
}
