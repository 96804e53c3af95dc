using System.Globalization;

namespace DbaPS.SqlInvocation;

/// <summary>Makes column names usable as property names: none empty, and no two that differ by case only, which PowerShell can't tell apart.</summary>
public static class ColumnNames
{
    /// <summary>
    /// The names in order; the first of several keeps its name, the next gets <c>_2</c>: <c>id, ID</c> → <c>id, ID_2</c>.
    /// A column without a name becomes <c>Column3</c> after its place.
    /// </summary>
    public static IReadOnlyList<string> MakeUnique(IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(names.Count, StringComparer.OrdinalIgnoreCase);
        var unique = new string?[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            // Names that need no change come first, so that a made-up one never takes theirs.
            unique[i] = names[i].Length > 0 && taken.Add(names[i]) ? names[i] : null;
        }
        for (var i = 0; i < names.Count; i++)
        {
            unique[i] ??= names[i].Length == 0
                ? Free(string.Create(CultureInfo.InvariantCulture, $"Column{i + 1}"), taken)
                : Numbered(names[i], taken);
        }
        return unique!;
    }

    private static string Free(string name, HashSet<string> taken) => taken.Add(name) ? name : Numbered(name, taken);

    private static string Numbered(string name, HashSet<string> taken)
    {
        for (var number = 2; ; number++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
            if (taken.Add(numbered))
            {
                return numbered;
            }
        }
    }
}
