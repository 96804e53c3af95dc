using System.Text.RegularExpressions;
using DbaPS.Cli.Binding;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Operations;
using DbaPS.Presentation;

namespace DbaPS.Cli;

/// <summary>Help texts, made from what the operations say about themselves.</summary>
internal sealed partial class Help
{
    private const int Indent = 4;

    private readonly Terminal _terminal;

    public Help(Terminal terminal) => _terminal = terminal;

    public void WriteOverview()
    {
        Heading("dbaps <Verb-Noun> [-Parameter value …] [-Output table|json|csv|jsonl]");
        Paragraph("Runs any operation of DbaPS without PowerShell, under the name and with the parameters of its cmdlet.");
        _terminal.Line("");
        Pair("dbaps list", "every command");
        Pair("dbaps help NAME", "a command's parameters");
        Pair("dbaps --version", "the version");
        _terminal.Line("");
        Paragraph("Names ignore case and may be shortened while they stay clear. Lists are written with commas or by repeating the parameter; name=value pairs likewise. "
            + $"Durations: {DurationText.Forms}. Times: 2026-03-04T17:05Z, or -24h for a day ago.");
        _terminal.Line("");
        Paragraph("One JSON object a line on standard input gives the parameters marked \"pipeline\" by property name, one run a line, so commands chain:");
        _terminal.Line("    dbaps Get-DbaTable -Server sqlite:shop.db -Output jsonl | dbaps Get-DbaIndex");
        _terminal.Line("");
        Heading("Passwords");
        Paragraph($"never stand on the command line. -Credential USER reads the password from {Passwords.PasswordVariable} or asks for it; {Passwords.ServerVariable} gives the server, "
            + "password and all, when -Server does not; PGPASSWORD, .pgpass and the like work as with the engine's own tools.");
        _terminal.Line("");
        Heading("Every command takes");
        foreach (var (name, value, description) in CommonOptions.Described)
        {
            Pair($"-{name} {value}".TrimEnd(), description);
        }
        _terminal.Line("");
        Heading("Exit codes");
        Paragraph("0 everything ran; 1 errors were reported; 2 the command line was wrong; 130 cancelled.");
        _terminal.FlushText();
    }

    public void Write(OperationDescriptor operation)
    {
        var parameters = Parameter.Of(operation);
        Heading(operation.Name);
        Paragraph(operation.Attribute.Summary);
        _terminal.Line("");
        Heading("Syntax");
        Paragraph($"dbaps {operation.Name} " + string.Join(' ', parameters.Select(Syntax)));
        _terminal.Line("");
        Heading("Parameters");
        foreach (var parameter in parameters)
        {
            var notes = new List<string>();
            if (parameter.Argument.Required)
            {
                notes.Add("required");
            }
            if (parameter.Argument.Position >= 0)
            {
                notes.Add($"position {parameter.Argument.Position}");
            }
            if (parameter.Argument.FromPipeline)
            {
                notes.Add("pipeline");
            }
            if (parameter.Argument.Aliases.Length > 0)
            {
                notes.Add($"also {string.Join(", ", parameter.Argument.Aliases.Select(a => "-" + a))}");
            }
            Pair($"-{parameter.Name} {TypeName(parameter)}".TrimEnd(), parameter.Argument.Description + (notes.Count > 0 ? $" ({string.Join("; ", notes)})" : ""));
        }
        _terminal.Line("");
        Heading("Returns");
        Paragraph(operation.Attribute.Output == typeof(void) ? "nothing" : operation.Attribute.Output.Name);
        if (operation.Attribute.Changes)
        {
            Paragraph(operation.Attribute.Destructive
                ? "It can lose data or objects: it asks first, or needs -Yes. -WhatIf shows what it would do."
                : "It changes something: -WhatIf shows what it would do.");
        }
        _terminal.FlushText();
    }

    private static string Syntax(Parameter parameter)
    {
        var text = $"-{parameter.Name} {TypeName(parameter)}".TrimEnd();
        return parameter.Argument.Required ? text : $"[{text}]";
    }

    private static string TypeName(Parameter parameter)
    {
        if (parameter.IsSwitch)
        {
            return "";
        }
        var type = parameter.ValueType;
        var name = parameter.IsMap ? "name=value,…"
            : type.IsEnum ? string.Join('|', Enum.GetNames(type))
            : type == typeof(ServerTarget) ? "server"
            : type == typeof(DbaCredential) ? "user"
            : type == typeof(EngineId) ? "engine"
            : type == typeof(TimeSpan) ? "duration"
            : type == typeof(DateTimeOffset) ? "time"
            : type == typeof(string) ? "text"
            : type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal) ? "number"
            : type.Name;
        return parameter.IsList ? name + ",…" : name;
    }

    private void Heading(string text)
    {
        _terminal.Bold(text);
        _terminal.Line("");
    }

    private void Paragraph(string text)
    {
        foreach (var line in Wrap(text, _terminal.Out.Profile.Width - Indent))
        {
            _terminal.Line(new string(' ', Indent) + line);
        }
    }

    private void Pair(string name, string text)
    {
        const int column = 30;
        var lines = Wrap(text, Math.Max(30, _terminal.Out.Profile.Width - column - Indent)).ToList();
        var head = new string(' ', Indent) + name;
        if (head.Length >= column)
        {
            _terminal.Line(head);
            head = "";
        }
        for (var i = 0; i < lines.Count; i++)
        {
            _terminal.Line((i == 0 ? head : "").PadRight(column) + lines[i]);
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in Blank().Split(text))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? word : " " + word;
        }
        yield return line;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
