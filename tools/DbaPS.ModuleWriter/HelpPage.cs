using System.Text;
using System.Text.RegularExpressions;

namespace DbaPS.ModuleWriter;

/// <summary>A cmdlet's help page: <c>docs/en-US/&lt;Cmdlet&gt;.md</c> in sections. The parameters are not written by hand; they come from the request.</summary>
public sealed partial record HelpPage
{
    public required string Name { get; init; }

    /// <summary>Paragraphs under Description.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    public required IReadOnlyList<HelpExample> Examples { get; init; }

    /// <summary>Paragraphs under Notes.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Names and addresses under Related.</summary>
    public required IReadOnlyList<(string Text, string Address)> Related { get; init; }

    /// <summary>The page as it would be without a file: nothing but its name.</summary>
    public static HelpPage Empty(string name) => new() { Name = name, Description = [], Examples = [], Notes = [], Related = [] };

    /// <summary>Reads a page; a missing file is an empty page, which a test refuses and the build need not.</summary>
    public static HelpPage Load(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : Empty(Path.GetFileNameWithoutExtension(path));

    public static HelpPage Parse(string markdown)
    {
        var sections = Sections(markdown.ReplaceLineEndings("\n"), "## ");
        var name = markdown.TrimStart().Split('\n', 2)[0].TrimStart('#', ' ').Trim();
        return new HelpPage
        {
            Name = name,
            Description = Paragraphs(sections.GetValueOrDefault("Description", "")),
            Examples = [.. Sections(sections.GetValueOrDefault("Examples", ""), "### ").Where(s => s.Key.Length > 0).Select(s => Example(s.Key, s.Value))],
            Notes = Paragraphs(sections.GetValueOrDefault("Notes", "")),
            Related = [.. Link().Matches(sections.GetValueOrDefault("Related", "")).Select(m => (m.Groups[1].Value, m.Groups[2].Value))],
        };
    }

    /// <summary>Markdown as plain text: links by their text, no back-ticks or stars.</summary>
    public static string Plain(string markdown) => Emphasis().Replace(Link().Replace(markdown, "$1"), "$1").Replace("`", "", StringComparison.Ordinal);

    private static Dictionary<string, string> Sections(string text, string mark)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        var title = "";
        var body = new StringBuilder();
        var fenced = false;
        foreach (var line in text.Split('\n'))
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!fenced && line.StartsWith(mark, StringComparison.Ordinal))
            {
                sections[title] = body.ToString();
                title = line[mark.Length..].Trim();
                body.Clear();
            }
            else
            {
                body.Append(line).Append('\n');
            }
        }
        sections[title] = body.ToString();
        return sections;
    }

    private static HelpExample Example(string title, string body)
    {
        var code = Code().Match(body);
        var remarks = string.Join("\n\n", Paragraphs(code.Success ? body.Remove(code.Index, code.Length) : body));
        return new HelpExample(Plain(title), code.Groups[2].Value.TrimEnd(), remarks, Needs().Match(code.Groups[1].Value).Groups[1].Value);
    }

    private static IReadOnlyList<string> Paragraphs(string text) =>
        [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.StartsWith('-') || p.StartsWith('|') ? Plain(p) : Plain(p.Replace('\n', ' ')))];

    [GeneratedRegex(@"^```(powershell[^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"needs=(\S+)")]
    private static partial Regex Needs();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*{1,2}([^*]+)\*{1,2}")]
    private static partial Regex Emphasis();
}
