namespace DbaPS.Connections;

/// <summary>A user name and a password.</summary>
public sealed record DbaCredential(string User, Secret? Password);
