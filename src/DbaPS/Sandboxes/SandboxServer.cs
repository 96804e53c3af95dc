using DbaPS.Connections;

namespace DbaPS.Sandboxes;

/// <summary>A running sandbox as its engine knows it; what it needs to be found and stopped by another process is written to its state file.</summary>
/// <param name="Address">How to reach it, without the password.</param>
/// <param name="Password">Its superuser's password; null where there is none.</param>
/// <param name="ProcessId">The server's process; null for an embedded engine.</param>
public sealed record SandboxServer(ServerAddress Address, Secret? Password, int? ProcessId);
