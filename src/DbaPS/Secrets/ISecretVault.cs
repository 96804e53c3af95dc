using DbaPS.Connections;

namespace DbaPS.Secrets;

/// <summary>A vault that only a host can open: PowerShell's SecretManagement. The other skin has none.</summary>
public interface ISecretVault
{
    /// <summary>Reads a secret on the host's own thread, where it may ask its user to unlock the vault.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="vault">The vault's name; null for any.</param>
    /// <exception cref="Errors.DbaException">There is no such secret or no vault.</exception>
    Secret ReadSecret(string name, string? vault);
}
