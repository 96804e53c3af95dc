using DbaPS.Errors;

namespace DbaPS.Secrets;

/// <summary>Where a password is to be found. It is no secret itself, so it may be written down and shown.</summary>
/// <param name="Scheme"><c>env</c>, <c>file</c>, <c>vault</c> or the scheme of an identity part (<c>azure</c>, <c>aws</c>).</param>
/// <param name="Place">What follows the colon.</param>
public sealed record SecretReference(string Scheme, string Place)
{
    /// <summary>What a reference may look like, for messages.</summary>
    public const string Forms = "env:NAME, file:/path, vault:Name, vault:Name/Vault, azure: (or azure:CLIENT-ID) or aws: (or aws:REGION)";

    /// <summary>True for a token that an identity part gets: it is good for minutes or an hour.</summary>
    public bool IsToken => Scheme is "azure" or "aws";

    /// <summary>Reads a reference.</summary>
    /// <exception cref="DbaException">It is none. The text is not repeated: it may be the password itself.</exception>
    public static SecretReference Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        var place = colon < 0 ? "" : text[(colon + 1)..].Trim();
        return scheme switch
        {
            "env" when place.Length > 0 && place.All(c => char.IsLetterOrDigit(c) || c is '_' or '(' or ')' or '.' or '-') => new(scheme, place),
            "file" when Path.IsPathFullyQualified(place) => new(scheme, place),
            "file" => throw new DbaException(DbaErrors.SecretReferenceMalformed("the path after file: is not absolute.")),
            "vault" when place.Length > 0 && !place.StartsWith('/') && !place.EndsWith('/') => new(scheme, place),
            "azure" or "aws" when place.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => new(scheme, place),
            _ => throw new DbaException(DbaErrors.SecretReferenceMalformed("it has none of the known forms.")),
        };
    }

    public override string ToString() => $"{Scheme}:{Place}";
}
