namespace DbaPS.Cli.Binding;

/// <summary>What every command takes beside its operation's own parameters.</summary>
internal sealed class CommonOptions
{
    public static readonly IReadOnlyList<(string Name, string Value, string Description)> Described =
    [
        ("Output", "table|json|csv|jsonl", "How results are written. Default: table on a terminal, jsonl (one JSON object a line) into a file or a pipe."),
        ("WhatIf", "", "Changes nothing; shows what would be done, with the exact SQL."),
        ("Confirm", "", "Asks before each change."),
        ("Yes", "", "Answers yes where a destructive change would ask. Needed without a terminal."),
        ("NoInput", "", "Does not read standard input."),
        ("Verbose", "", "Tells on standard error what is being done."),
    ];

    public OutputFormat? Output { get; set; }

    public bool WhatIf { get; set; }

    /// <summary>Null when not given; false is the same as -Yes.</summary>
    public bool? Confirm { get; set; }

    public bool Yes { get; set; }

    public bool NoInput { get; set; }

    public bool Verbose { get; set; }
}
