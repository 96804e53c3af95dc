using System.Globalization;
using DbaPS.Backups;
using DbaPS.Digests;

namespace DbaPS.Restores;

/// <summary>Row differences as findings, one for each kind.</summary>
internal static class RowFindings
{
    /// <summary>How many rows a finding lists.</summary>
    public const int MostRows = 100;

    private const int MostNamed = 10;

    /// <param name="how">How they are known.</param>
    public static IEnumerable<RestoreFinding> Of(BackupTable table, IReadOnlyList<RowDifference> rows, string how)
    {
        foreach (var group in rows.GroupBy(r => r.Kind))
        {
            var (kind, word) = group.Key switch
            {
                RowDifferenceKind.Missing => (RestoreFindingKind.RowsMissing, "missing"),
                RowDifferenceKind.Extra => (RestoreFindingKind.RowsExtra, "too many"),
                RowDifferenceKind.Duplicated => (RestoreFindingKind.RowsDuplicated, "duplicated"),
                _ => (RestoreFindingKind.RowsChanged, "changed"),
            };
            yield return new RestoreFinding(kind, table.DisplayName, Sentence(group.Sum(r => r.Count), word, [.. group.Select(r => r.Key)], how))
            {
                Rows = [.. group.Take(MostRows)],
            };
        }
    }

    public static string Sentence(long count, string word, IReadOnlyList<string> keys, string how)
    {
        var more = keys.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {keys.Count - MostNamed} more") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{count} row{(count == 1 ? " is" : "s are")} {word}, {how}: {string.Join("; ", keys.Take(MostNamed))}{more}.");
    }
}
