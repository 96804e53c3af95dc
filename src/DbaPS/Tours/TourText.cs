using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DbaPS.Tours;

/// <summary>Pieces of the tour's sentences.</summary>
internal static partial class TourText
{
    public static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many ?? one + "s")}");

    /// <summary>A statement on one line, without comments, of at most so many characters.</summary>
    public static string Shorten(string sql, int length)
    {
        var line = Blanks().Replace(Comments().Replace(sql, " "), " ").Trim();
        var kept = new StringBuilder();
        foreach (var rune in line.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength >= length)
            {
                return kept.Append('…').ToString();
            }
            kept.Append(rune.ToString());
        }
        return kept.ToString();
    }

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
