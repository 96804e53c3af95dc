namespace DbaPS.Pipeline;

/// <summary>What an operation asks before it changes something.</summary>
/// <param name="Target">What will be changed.</param>
/// <param name="Action">What will be done to it.</param>
/// <param name="Sql">The exact statement, or null where no SQL runs.</param>
/// <param name="Destructive">True when data or objects can be lost.</param>
public sealed record ChangePrompt(string Target, string Action, string? Sql, bool Destructive = false);

/// <summary>The answer to a <see cref="ChangePrompt"/>.</summary>
public enum ChangeAnswer
{
    /// <summary>Go ahead.</summary>
    Proceed,

    /// <summary>Only show what would be done.</summary>
    WhatIf,

    /// <summary>The user said no.</summary>
    Declined,
}
