using DbaPS.Connections;

namespace DbaPS.Secrets;

/// <summary>A password for a short time.</summary>
/// <param name="ExpiresAt">UTC. A connection opened before goes on after it.</param>
public sealed record AccessToken(Secret Token, DateTimeOffset ExpiresAt);
