using System.Net;
using DbaPS.Engines;
using DbaPS.Errors;

namespace DbaPS.Profiles;

/// <summary>What a profile may be called, so that a -Server text never has two meanings.</summary>
internal static class ProfileNames
{
    private const int Longest = 63;

    /// <summary>True for letters, digits, <c>-</c> and <c>_</c>, beginning with a letter or digit.</summary>
    public static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= Longest && char.IsLetterOrDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');

    /// <exception cref="DbaException">The name could be taken for something else; the error says for what.</exception>
    public static void Check(string name, EngineCatalog engines)
    {
        if (Problem(name, engines) is { } problem)
        {
            throw new DbaException(DbaErrors.ProfileNameRefused(name, problem));
        }
    }

    private static string? Problem(string name, EngineCatalog engines)
    {
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(name, out _))
        {
            return "it is a host";
        }
        if (engines.Words.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return "it is an engine or the scheme of its addresses";
        }
        if (name.Contains('.', StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal))
        {
            return "with a dot it reads like a host or a file";
        }
        return IsWellFormed(name) ? null : $"it takes letters, digits, '-' and '_', begins with a letter or digit, and has at most {Longest} of them";
    }
}
