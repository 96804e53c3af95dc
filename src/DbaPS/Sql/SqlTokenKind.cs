namespace DbaPS.Sql;

/// <summary>What a token is.</summary>
public enum SqlTokenKind
{
    Whitespace,
    LineComment,
    BlockComment,

    /// <summary>A keyword or an unquoted identifier.</summary>
    Word,

    QuotedIdentifier,

    /// <summary>A string of any notation, its prefix (E, B, X, N, U&amp;) included.</summary>
    String,

    Number,

    /// <summary>A placeholder: <c>$1</c>, <c>?</c>, <c>:x</c>, <c>@x</c>.</summary>
    Parameter,

    Operator,

    /// <summary>One of <c>( ) [ ] { } , ; .</c></summary>
    Punctuation,

    /// <summary>A character no SQL has outside quotes, such as a backslash.</summary>
    Other,
}
