using System.Text.RegularExpressions;

namespace DbaPS.Operations;

/// <summary>Matches names against what the user typed: exact, or with <c>*</c> and <c>?</c>. No pattern matches everything.</summary>
public static class NamePattern
{
    public static bool Matches(IReadOnlyList<string> patterns, string name) => patterns.Count == 0 || patterns.Any(p => Matches(p, name));

    private static bool Matches(string pattern, string name) => pattern.AsSpan().IndexOfAny('*', '?') < 0
        ? string.Equals(pattern, name, StringComparison.Ordinal)
        : Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$",
            RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
