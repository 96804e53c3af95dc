using System.Text;
using System.Text.RegularExpressions;

namespace DbaPS.ModuleWriter;

/// <summary>An about topic's markdown as the text Get-Help prints: headings in capitals, the rest indented.</summary>
public static partial class AboutTopic
{
    private const int Width = 78;

    public static string ToText(string markdown)
    {
        var text = new StringBuilder();
        var paragraph = new StringBuilder();
        var fenced = false;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Flush();
                fenced = !fenced;
            }
            else if (fenced)
            {
                text.Append("        ").Append(line).Append('\n');
            }
            else if (line.StartsWith('#'))
            {
                Flush();
                text.Append(line.StartsWith("# ", StringComparison.Ordinal) ? "TOPIC\n    " + line[2..] : line.TrimStart('#', ' ').ToUpperInvariant()).Append('\n');
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                Flush();
                text.Append('\n');
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith('|'))
            {
                Flush();
                paragraph.Append(line);
            }
            else
            {
                paragraph.Append(paragraph.Length > 0 ? " " : "").Append(line.Trim());
            }
        }
        Flush();
        return Blanks().Replace(text.ToString(), "\n\n").TrimEnd() + "\n";

        void Flush()
        {
            foreach (var wrapped in Wrap(HelpPage.Plain(paragraph.ToString())))
            {
                text.Append("    ").Append(wrapped).Append('\n');
            }
            paragraph.Clear();
        }
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length + 5 > Width)
            {
                yield return line;
                line = text.StartsWith("- ", StringComparison.Ordinal) ? "  " + word : word;
            }
            else
            {
                line += line.Length == 0 ? word : " " + word;
            }
        }
        if (line.Length > 0)
        {
            yield return line;
        }
    }

    [GeneratedRegex("\n{3,}")]
    private static partial Regex Blanks();
}
