using DbaPS.Operations;

namespace DbaPS.Cli.Binding;

/// <summary>
/// Reads a command line as PowerShell would: <c>-Name value</c>, <c>-Name:value</c>, <c>--name=value</c>, switches alone, names
/// shortened as long as they stay unambiguous, and unnamed values by position.
/// </summary>
internal sealed class CommandLine
{
    private readonly Dictionary<Parameter, List<string>> _given = [];

    private CommandLine(OperationDescriptor operation)
    {
        Operation = operation;
        Parameters = Parameter.Of(operation);
    }

    public OperationDescriptor Operation { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public CommonOptions Options { get; } = new();

    /// <summary>The texts given for each parameter, in order.</summary>
    public IReadOnlyDictionary<Parameter, List<string>> Given => _given;

    public bool HelpWanted { get; private set; }

    /// <exception cref="UsageException">The arguments don't fit the operation.</exception>
    public static CommandLine Parse(OperationDescriptor operation, IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(operation);
        var unnamed = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                unnamed.AddRange(arguments.Skip(i + 1));
                break;
            }
            if (!IsName(argument))
            {
                unnamed.Add(argument);
                continue;
            }
            var (name, value) = Split(argument);
            if (name is "?" || name.Equals("help", StringComparison.OrdinalIgnoreCase))
            {
                line.HelpWanted = true;
            }
            else if (line.Find(name) is { } parameter)
            {
                line.Add(parameter, value ?? (parameter.IsSwitch ? "true" : line.Next(arguments, ref i, parameter.Name)));
            }
            else
            {
                line.SetOption(line.FindOption(name), value, arguments, ref i);
            }
        }
        line.Place(unnamed);
        return line;
    }

    /// <summary>True for -Name and --name; a negative number or a duration such as -24h is a value.</summary>
    private static bool IsName(string argument) =>
        argument.Length > 1 && argument[0] == '-' && (char.IsAsciiLetter(argument[1]) || argument[1] == '?' || (argument[1] == '-' && argument.Length > 2 && char.IsAsciiLetter(argument[2])));

    private static (string Name, string? Value) Split(string argument)
    {
        var body = argument.TrimStart('-');
        var end = body.AsSpan().IndexOfAny(':', '=');
        return end < 0 ? (body, null) : (body[..end], body[(end + 1)..]);
    }

    private static bool Truth(string name, string? value) => value?.TrimStart('$').ToUpperInvariant() switch
    {
        null or "TRUE" or "1" or "YES" => true,
        "FALSE" or "0" or "NO" => false,
        _ => throw new UsageException($"-{name} is a switch; '{value}' is neither true nor false."),
    };

    private static OutputFormat ReadFormat(string text) =>
        Enum.TryParse<OutputFormat>(text, ignoreCase: true, out var format) && Enum.IsDefined(format) && !char.IsAsciiDigit(text[0])
            ? format
            : throw new UsageException($"-Output can't be '{text}'.", "Write table, json, csv or jsonl.");

    private string FindOption(string name)
    {
        var found = CommonOptions.Described.Where(o => o.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Select(o => o.Name).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new UsageException($"{Operation.Name} has no parameter -{name}.", Suggest(name)),
            _ => throw Ambiguous(name, found),
        };
    }

    private Parameter? Find(string name)
    {
        if (Parameters.FirstOrDefault(p => p.Matches(name)) is { } exact)
        {
            return exact;
        }
        if (CommonOptions.Described.Any(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        var found = Parameters.Where(p => p.Argument.Aliases.Append(p.Name).Any(n => n.StartsWith(name, StringComparison.OrdinalIgnoreCase))).ToList();
        var names = found.Select(p => p.Name).Concat(CommonOptions.Described.Where(o => o.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Select(o => o.Name)).ToList();
        return names.Count > 1 ? throw Ambiguous(name, names) : found.FirstOrDefault();
    }

    private void SetOption(string name, string? value, IReadOnlyList<string> arguments, ref int index)
    {
        switch (name)
        {
            case nameof(CommonOptions.Output): Options.Output = ReadFormat(value ?? Next(arguments, ref index, name)); break;
            case nameof(CommonOptions.WhatIf): Options.WhatIf = Truth(name, value); break;
            case nameof(CommonOptions.Confirm): Options.Confirm = Truth(name, value); break;
            case nameof(CommonOptions.Yes): Options.Yes = Truth(name, value); break;
            case nameof(CommonOptions.NoInput): Options.NoInput = Truth(name, value); break;
            default: Options.Verbose = Truth(name, value); break;
        }
    }

    private string Next(IReadOnlyList<string> arguments, ref int index, string name)
    {
        if (index + 1 >= arguments.Count || (IsName(arguments[index + 1]) && IsKnown(Split(arguments[index + 1]).Name)))
        {
            throw new UsageException($"-{name} needs a value.", $"See: dbaps help {Operation.Name}");
        }
        return arguments[++index];
    }

    private bool IsKnown(string name) =>
        Parameters.Any(p => p.Matches(name)) || CommonOptions.Described.Any(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void Place(List<string> unnamed)
    {
        var places = Parameters.Where(p => p.Argument.Position >= 0 && !_given.ContainsKey(p)).OrderBy(p => p.Argument.Position).ToList();
        for (var i = 0; i < unnamed.Count; i++)
        {
            if (i >= places.Count)
            {
                throw new UsageException($"{Operation.Name} does not know what '{Passwords.Hide(unnamed[i])}' is for.", $"Name the parameter it belongs to; see: dbaps help {Operation.Name}");
            }
            Add(places[i], unnamed[i]);
        }
    }

    private void Add(Parameter parameter, string text)
    {
        if (!_given.TryGetValue(parameter, out var texts))
        {
            _given[parameter] = texts = [];
        }
        else if (!parameter.IsList && !parameter.IsMap)
        {
            throw new UsageException($"-{parameter.Name} was given twice.");
        }
        texts.Add(text);
    }

    private string Suggest(string name)
    {
        var near = Spelling.Nearest(name, Parameters.SelectMany(p => p.Argument.Aliases.Append(p.Name)));
        return near is null ? $"See: dbaps help {Operation.Name}" : $"Did you mean -{near}? See: dbaps help {Operation.Name}";
    }

    private static UsageException Ambiguous(string name, IEnumerable<string> found) => new($"-{name} could be {string.Join(" or ", found.Select(n => "-" + n))}.");
}
