using System.Text.RegularExpressions;

namespace DbaPS.PostgreSql.Restores;

/// <summary>
/// The mark <c>pg_attver</c> that servers (seen from 15.20) keep for themselves among a column's options. A pg_dump that does not know it
/// writes it down as somebody's setting, which a server that does not know it refuses.
/// </summary>
internal static partial class ColumnMarks
{
    /// <summary>The statement without the mark; null when it sets nothing else.</summary>
    public static string? Remove(string statement)
    {
        if (Options().Match(statement) is not { Success: true } found)
        {
            return statement;
        }
        var options = found.Groups["options"];
        var kept = options.Value.Split(',', StringSplitOptions.TrimEntries).Where(o => !o.StartsWith("pg_attver=", StringComparison.Ordinal)).ToList();
        return kept.Count == 0 ? null : $"{statement[..options.Index]}{string.Join(", ", kept)}{statement[(options.Index + options.Length)..]}";
    }

    [GeneratedRegex(@"\AALTER [A-Z ]+.* ALTER COLUMN .* SET \((?<options>[^()']*\bpg_attver=[^()']*)\)\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Options();
}
