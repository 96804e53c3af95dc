namespace DbaPS.Operations;

/// <summary>Gives an operation its cmdlet's name: one vocabulary for both skins.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OperationAttribute : Attribute
{
    public OperationAttribute(string verb, string noun)
    {
        Verb = verb;
        Noun = noun;
    }

    public string Verb { get; }

    public string Noun { get; }

    /// <summary>What it does, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What it returns.</summary>
    public required Type Output { get; init; }

    /// <summary>The capabilities an engine must have for it; Get-DbaCapability and the support matrix read them.</summary>
    public Type[] Requires { get; init; } = [];

    /// <summary>True when it can change the user's server or files: the skins then give it -WhatIf and -Confirm.</summary>
    public bool Changes { get; init; }

    /// <summary>True when data or objects can be lost: the skins ask first.</summary>
    public bool Destructive { get; init; }

    public string Name => $"{Verb}-{Noun}";
}
