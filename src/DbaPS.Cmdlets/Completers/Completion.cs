using System.Management.Automation;

namespace DbaPS.Cmdlets.Completers;

/// <summary>Names as completion results: filtered by what is typed, quoted where PowerShell needs it.</summary>
internal static class Completion
{
    private const int Most = 200;

    public static IEnumerable<CompletionResult> Results(IEnumerable<string> names, string typed)
    {
        var begin = typed.Trim('\'', '"');
        return [.. names.Where(n => n.StartsWith(begin, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(n => new CompletionResult(Quote(n), n, CompletionResultType.ParameterValue, n))];
    }

    private static string Quote(string name) =>
        name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or ':' or '/' or '\\' or '-' or '+')
            ? name
            : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
}
