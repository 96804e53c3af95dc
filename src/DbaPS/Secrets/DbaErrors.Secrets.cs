using DbaPS.Secrets;

namespace DbaPS.Errors;

/// <summary>What can go wrong with finding a password.</summary>
public static partial class DbaErrors
{
    public static DbaError SecretReferenceMalformed(string why) =>
        new("SecretReferenceMalformed", DbaErrorCategory.InvalidArgument, $"-Secret does not say where a password is: {why}", $"Write {SecretReference.Forms}. The password itself is never stored.");

    public static DbaError SecretMissing(SecretReference reference, string why) =>
        new("SecretMissing", DbaErrorCategory.ObjectNotFound, $"There is no password at {reference}: {why}.", "Put it there, or name another place with Register-DbaServer -Secret.") { Target = reference.ToString() };

    public static DbaError SecretNotPrivate(SecretReference reference, string why) =>
        new("SecretNotPrivate", DbaErrorCategory.SecurityError, $"The password in '{reference.Place}' is not used: {why}.", $"Give it a new password if somebody may have read it, and: chmod 600 '{reference.Place}'")
        { Target = reference.ToString() };

    public static DbaError SecretUnreadable(SecretReference reference, string why, Exception? cause) =>
        new("SecretUnreadable", DbaErrorCategory.ResourceUnavailable, $"The password at {reference} can't be read: {why}", "Check that it is there and that you may read it.") { Target = reference.ToString(), Cause = cause };

    public static DbaError VaultUnavailable(SecretReference reference, string host) =>
        new("VaultUnavailable", DbaErrorCategory.NotImplemented, $"{reference} is in a vault of PowerShell's SecretManagement, which {host} can't open.",
            "Run the command in PowerShell, or register the server with env:NAME or file:/path.")
        { Target = reference.ToString() };

    public static DbaError VaultModuleMissing(SecretReference reference) =>
        new("VaultModuleMissing", DbaErrorCategory.NotInstalled, $"{reference} needs PowerShell's SecretManagement, and there is no command Get-Secret.",
            "Install-PSResource Microsoft.PowerShell.SecretManagement, and a vault such as Microsoft.PowerShell.SecretStore.")
        { Target = reference.ToString() };

    public static DbaError IdentityPartMissing(SecretReference reference) =>
        new("IdentityPartMissing", DbaErrorCategory.NotInstalled, $"{reference} needs the part of DbaPS that gets such tokens, which is not installed.", "Install DbaPS again with all its parts, or register the server with another -Secret.")
        { Target = reference.ToString() };

    public static DbaError TokenRefused(string reference, string why, string advice, Exception? cause) =>
        new("TokenRefused", DbaErrorCategory.AuthenticationError, $"No token came from '{reference}': {why}", advice) { Target = reference, Cause = cause };
}
