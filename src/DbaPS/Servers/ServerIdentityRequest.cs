using DbaPS.Operations;

namespace DbaPS.Servers;

/// <summary>Get-DbaServer needs nothing but the servers.</summary>
public sealed record ServerIdentityRequest : ServerRequest;
