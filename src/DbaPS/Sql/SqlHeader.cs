namespace DbaPS.Sql;

/// <summary>The comment block at the head of a SQL file: what it is, what it reads and needs, its parameters and its columns.</summary>
public sealed record SqlHeader(string Title, IReadOnlyList<string> Reads, IReadOnlyList<string> Needs, IReadOnlyList<string> Params, IReadOnlyList<string> Columns)
{
    /// <summary>Reads the header of a script's text. Lines it does not have are empty lists.</summary>
    public static SqlHeader Parse(string text)
    {
        var title = "";
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        string? last = null;
        foreach (var raw in text.Split('\n').Select(l => l.TrimEnd('\r')).TakeWhile(l => l.StartsWith("--", StringComparison.Ordinal)))
        {
            var line = raw[2..].Trim();
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : line[..colon].Trim();
            if (title.Length == 0)
            {
                title = line;
            }
            else if (name is "reads" or "needs" or "params" or "columns")
            {
                last = name;
                lists[name] = Split(line[(colon + 1)..], name);
            }
            else if (last is not null)
            {
                lists[last] = [.. lists[last], .. Split(line, last)];
            }
        }
        return new(title, Of("reads"), Of("needs"), Of("params"), Of("columns"));

        IReadOnlyList<string> Of(string key) => lists.GetValueOrDefault(key, []);
    }

    private static string[] Split(string text, string name) =>
        text.Split(name == "needs" ? ';' : ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
