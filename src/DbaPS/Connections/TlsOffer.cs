namespace DbaPS.Connections;

/// <summary>What a server answers to a request for TLS.</summary>
/// <param name="HasTls">True when the handshake may begin.</param>
/// <param name="Usual">
/// How the server usually has users prove who they are, where it says so by itself and asking for one user would count against him; null where
/// asking is free.
/// </param>
public sealed record TlsOffer(bool HasTls, AuthenticationDemand? Usual = null)
{
    /// <summary>What the handshake travels through, where the engine's protocol wraps it; null for the connection itself.</summary>
    public Stream? Carrier { get; init; }

    /// <summary>The protocol the handshake announces (ALPN); null for none.</summary>
    public string? ApplicationProtocol { get; init; }
}
