using System.Text.RegularExpressions;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.Cli.Binding;

/// <summary>
/// Keeps passwords off command lines, where every user of the machine can read them and shells remember them.
/// </summary>
internal static partial class Passwords
{
    /// <summary>The variable -Credential reads its password from.</summary>
    public const string PasswordVariable = "DBAPS_PASSWORD";

    /// <summary>The variable that gives the server when -Server does not; it may carry a password.</summary>
    public const string ServerVariable = "DBAPS_SERVER";

    private const string Advice =
        $"Leave it out: give -Credential USER with the password in {PasswordVariable} (or type it when asked), put the whole address in {ServerVariable}, or use the engine's own way (PGPASSWORD, .pgpass).";

    /// <exception cref="UsageException">The text carries a password.</exception>
    public static void RefuseIn(string text)
    {
        if (Carries(text))
        {
            throw new UsageException("A password does not belong on a command line: other users of this machine can read it there.", Advice);
        }
    }

    /// <summary>The text, or a stand-in when it carries a password.</summary>
    public static string Hide(string text) => Carries(text) ? "***" : text;

    private static bool Carries(string text)
    {
        if (InConnectionString().IsMatch(text) || InAuthority().IsMatch(text))
        {
            return true;
        }
        try
        {
            return ServerAddress.LooksLikeAddress(text) && ServerAddress.Parse(text) is { } address
                && (address.RevealPassword() is not null || address.Options.Keys.Any(k => k.Contains("password", StringComparison.OrdinalIgnoreCase)));
        }
        catch (DbaException)
        {
            // Not an address after all; what is wrong with it is said where it is used.
            return false;
        }
    }

    [GeneratedRegex(@"(^|[;?&\s])\s*(password|pwd|sslpassword|ssl password)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InConnectionString();

    [GeneratedRegex(@"^[a-z][a-z0-9+-]+://[^/@\s]*:[^/@\s]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InAuthority();
}
