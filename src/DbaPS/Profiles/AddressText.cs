using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.Profiles;

/// <summary>An address as a profile keeps it: with its options, without secrets.</summary>
internal static class AddressText
{
    /// <exception cref="DbaException">The address carries a password.</exception>
    public static string Of(ServerAddress address)
    {
        if (address.RevealPassword() is not null || address.Options.Keys.Any(IsSecret))
        {
            throw new DbaException(DbaErrors.SecretInProfile($"The address {address}"));
        }
        var shown = address.Path is { } path && !address.ToString().Contains("://", StringComparison.Ordinal)
            ? $"{address.Scheme}:{path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal)}"
            : address.ToString();
        return address.Options.Count == 0
            ? shown
            : $"{shown}?{string.Join('&', address.Options.Select(o => $"{Uri.EscapeDataString(o.Key)}={Uri.EscapeDataString(o.Value)}"))}";
    }

    private static bool IsSecret(string option) =>
        (option.Contains("password", StringComparison.OrdinalIgnoreCase) || option.Contains("pwd", StringComparison.OrdinalIgnoreCase) || option.Contains("token", StringComparison.OrdinalIgnoreCase))
        && !option.EndsWith("file", StringComparison.OrdinalIgnoreCase);
}
