using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Secrets;

namespace DbaPS.Cmdlets.Secrets;

/// <summary>SecretManagement in the user's own session, so that its vaults, its locks and its prompts are the user's.</summary>
internal static class PowerShellVault
{
    /// <summary>The name travels as an argument; the secret is never plain text within PowerShell.</summary>
    private const string Script = """
        if (-not (Get-Command Get-Secret -ErrorAction Ignore)) { return $null }
        $named = @{ Name = $args[0]; ErrorAction = 'Stop' }
        if ($args[1]) { $named.Vault = $args[1] }
        Get-Secret @named
        """;

    public static Secret Read(CommandInvocationIntrinsics commands, string name, string? vault)
    {
        var reference = new SecretReference("vault", vault is null ? name : $"{name}/{vault}");
        Collection<PSObject> found;
        try
        {
            found = commands.InvokeScript(Script, name, vault);
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            throw new DbaException(DbaErrors.SecretUnreadable(reference, failure.Message, failure));
        }
        return found is [{ BaseObject: var value }] ? Convert(reference, value) : throw new DbaException(
            found is [null] ? DbaErrors.VaultModuleMissing(reference) : DbaErrors.SecretMissing(reference, found.Count == 0 ? "the vault has no such secret" : "several secrets have that name; name the vault too"));
    }

    private static Secret Convert(SecretReference reference, object value) => value switch
    {
        SecureString secure => new Secret(new System.Net.NetworkCredential("", secure).Password),
        PSCredential credential => new Secret(credential.GetNetworkCredential().Password),
        string text => new Secret(text),
        _ => throw new DbaException(DbaErrors.SecretUnreadable(reference, $"it is a {value.GetType().Name}, not a text, a SecureString or a PSCredential.", null)),
    };
}
