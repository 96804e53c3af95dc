using System.Xml.Linq;
using DbaPS.Operations;

namespace DbaPS.ModuleWriter;

/// <summary>Help in the XML that Get-Help reads.</summary>
public static class Maml
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Write(IEnumerable<(OperationDescriptor Operation, HelpPage Page)> pages) =>
        new(new XElement(Root + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Text),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            pages.Select(p => Write(p.Operation, p.Page))));

    private static XElement Write(OperationDescriptor operation, HelpPage page)
    {
        var parameters = ParameterHelp.Of(operation);
        return new XElement(Command + "command",
            new XElement(Command + "details",
                new XElement(Command + "name", operation.Name),
                new XElement(Command + "verb", operation.Attribute.Verb),
                new XElement(Command + "noun", operation.Attribute.Noun),
                new XElement(Text + "description", Paragraph(operation.Attribute.Summary))),
            new XElement(Text + "description", (page.Description.Count > 0 ? page.Description : [operation.Attribute.Summary]).Select(Paragraph)),
            new XElement(Command + "syntax", new XElement(Command + "syntaxItem", new XElement(Text + "name", operation.Name), parameters.Select(p => Write(p, full: false)))),
            new XElement(Command + "parameters", parameters.Select(p => Write(p, full: true))),
            new XElement(Command + "inputTypes",
                parameters.Where(p => p.Pipeline != "False").Select(p => new XElement(Command + "inputType", TypeOf(p.Type), new XElement(Text + "description", Paragraph($"-{p.Name}"))))),
            new XElement(Command + "returnValues", operation.Attribute.Output == typeof(void)
                ? null
                : new XElement(Command + "returnValue", TypeOf(operation.Attribute.Output.FullName!), new XElement(Text + "description", Paragraph("")))),
            new XElement(Text + "alertSet", new XElement(Text + "alert", page.Notes.Select(Paragraph))),
            new XElement(Command + "examples", page.Examples.Select((e, i) => new XElement(Command + "example",
                new XElement(Text + "title", $"--- {i + 1}: {e.Title} ---"),
                new XElement(Dev + "code", e.Code),
                new XElement(Dev + "remarks", e.Remarks.Split("\n\n").Select(Paragraph))))),
            new XElement(Command + "relatedLinks", page.Related.Select(r => new XElement(Text + "navigationLink", new XElement(Text + "linkText", r.Text),
                new XElement(Text + "uri", r.Address.Contains("://", StringComparison.Ordinal) ? r.Address : "")))));
    }

    private static XElement Write(ParameterHelp parameter, bool full)
    {
        var element = new XElement(Command + "parameter",
            new XAttribute("required", parameter.Required ? "true" : "false"),
            new XAttribute("variableLength", parameter.IsList ? "true" : "false"),
            new XAttribute("globbing", "false"),
            new XAttribute("pipelineInput", parameter.Pipeline),
            new XAttribute("position", parameter.Position < 0 ? "named" : parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Text + "name", parameter.Name),
            new XElement(Text + "description", Paragraph(parameter.Description)));
        if (!parameter.IsSwitch)
        {
            element.Add(new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", parameter.IsList ? "true" : "false"), parameter.Type));
        }
        if (full)
        {
            element.Add(TypeOf(parameter.IsSwitch ? "SwitchParameter" : parameter.Type), new XElement(Dev + "defaultValue", "None"));
        }
        return element;
    }

    private static XElement TypeOf(string name) => new(Dev + "type", new XElement(Text + "name", name), new XElement(Text + "uri"));

    private static XElement Paragraph(string text) => new(Text + "para", text);
}
