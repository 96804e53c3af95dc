namespace DbaPS.Connections;

/// <summary>What a server says of a session.</summary>
/// <param name="Authentication">The method that let it in; null where the server doesn't say.</param>
/// <param name="Tls">The TLS version; null without TLS.</param>
/// <param name="Cipher">The cipher; null without TLS.</param>
public sealed record LoginFacts(string? Authentication, string? Tls, string? Cipher);
