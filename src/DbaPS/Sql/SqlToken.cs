namespace DbaPS.Sql;

/// <summary>One token of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character's index.</param>
/// <param name="End">The index after its last character.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="IsTerminated">False for a string, identifier or comment that the end of the text cuts off.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int End, int Line, bool IsTerminated = true)
{
    /// <summary>False for white space and comments.</summary>
    public bool IsSignificant => Kind > SqlTokenKind.BlockComment;

    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, End - Start);

    /// <summary>True for an unquoted word equal to <paramref name="word"/>, ignoring case.</summary>
    public bool Is(string text, string word) => Kind == SqlTokenKind.Word && In(text).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for that one character of punctuation.</summary>
    public bool Is(string text, char punctuation) => Kind == SqlTokenKind.Punctuation && text[Start] == punctuation;
}
