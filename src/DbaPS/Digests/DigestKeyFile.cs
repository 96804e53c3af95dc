using DbaPS.Errors;

namespace DbaPS.Digests;

/// <summary>Reads the secret key of content digests from where secrets are kept: a file or the environment, never a command line.</summary>
public static class DigestKeyFile
{
    /// <summary>The environment variable with the key's 32 hexadecimal digits.</summary>
    public const string Variable = "DBAPS_DIGEST_KEY";

    /// <summary>The key; null where neither a file is named nor the variable is set.</summary>
    /// <param name="path">A file whose only text is 32 hexadecimal digits; null to look at the environment alone.</param>
    /// <exception cref="DbaException">The file is missing or holds something else. The message never repeats what it holds.</exception>
    public static DigestKey? Load(string? path)
    {
        if (path is not null && !File.Exists(path))
        {
            throw new DbaException(DbaErrors.FileMissing(path));
        }
        var text = path is null ? Environment.GetEnvironmentVariable(Variable) : File.ReadAllText(path);
        if (string.IsNullOrWhiteSpace(text))
        {
            return path is null ? null : throw new DbaException(DbaErrors.DigestKeyUnreadable(path));
        }
        try
        {
            return DigestKey.FromBytes(Convert.FromHexString(text.Trim()));
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new DbaException(DbaErrors.DigestKeyUnreadable(path ?? Variable));
        }
    }
}
