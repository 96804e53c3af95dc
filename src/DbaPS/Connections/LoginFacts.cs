namespace DbaPS.Connections;

/// <summary>What a server says of a session.</summary>
/// <param name="Authentication">The method that let it in; null where the server doesn't say.</param>
/// <param name="Tls">The TLS version, or only <c>TLS</c> where the server doesn't say which; null without TLS.</param>
/// <param name="Cipher">The cipher; null without TLS, or where the server doesn't say.</param>
public sealed record LoginFacts(string? Authentication, string? Tls, string? Cipher);
