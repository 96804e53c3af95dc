using System.Text;
using DbaPS.Operations;

namespace DbaPS.ModuleWriter;

/// <summary>The sections of a help page that are made from the operation, so that they can't grow old: a test compares them.</summary>
public static class ParameterSection
{
    public const string Heading = "## Parameters";

    private static readonly string[] Following = ["\n## Notes", "\n## Related"];

    /// <summary>The page with its generated section put in place: before Notes or Related, or at the end.</summary>
    public static string Refresh(string markdown, OperationDescriptor operation)
    {
        var text = markdown.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var start = text.IndexOf("\n" + Heading, StringComparison.Ordinal);
        if (start >= 0)
        {
            var end = text.IndexOf("\n## ", start + Heading.Length, StringComparison.Ordinal);
            text = text[..start].TrimEnd() + "\n" + (end < 0 ? "" : text[end..]);
        }
        var place = Following.Select(h => text.IndexOf(h, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(text.Length).Min();
        return text[..place].TrimEnd() + "\n\n" + Write(operation) + (place < text.Length ? "\n" + text[place..].TrimStart('\n') : "");
    }

    /// <summary>Parameters, what the cmdlet returns, and whether it changes something.</summary>
    public static string Write(OperationDescriptor operation)
    {
        var section = new StringBuilder(Heading).Append("\n\n| parameter | type | |\n|---|---|---|\n");
        foreach (var parameter in ParameterHelp.Of(operation))
        {
            var notes = new[]
            {
                parameter.Required ? "required" : null,
                parameter.Position >= 0 ? $"position {parameter.Position}" : null,
                parameter.Pipeline == "False" ? null : "pipeline",
                parameter.Aliases.Count > 0 ? $"also {string.Join(", ", parameter.Aliases.Select(a => $"`-{a}`"))}" : null,
            }.OfType<string>().ToList();
            section.Append("| `-").Append(parameter.Name).Append("` | ").Append(parameter.IsSwitch ? "switch" : parameter.Type.Replace("[]", "\\[\\]", StringComparison.Ordinal)).Append(" | ")
                .Append(parameter.Description.Replace("|", "\\|", StringComparison.Ordinal)).Append(notes.Count > 0 ? $" *({string.Join("; ", notes)})*" : "").Append(" |\n");
        }
        var output = operation.Attribute.Output == typeof(void) ? "nothing" : $"`{operation.Attribute.Output.Name}`";
        return section.Append("\nReturns ").Append(output).Append(".\n").ToString();
    }
}
