namespace DbaPS.Sql;

/// <summary>
/// Reads SQL as tokens, one after another, without ever failing: every character belongs to exactly one token, and what is
/// cut off or is no SQL at all comes as an unterminated or an <see cref="SqlTokenKind.Other"/> token.
/// </summary>
public sealed partial class SqlLexer
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?:$";

    private readonly string _text;
    private readonly SqlDialect _dialect;
    private int _position;
    private int _line = 1;
    private int _brackets;
    private bool _afterEscapeString;
    private bool _lineBroken;

    public SqlLexer(string text, SqlDialect dialect)
        : this(text, dialect, 0, 1)
    {
    }

    /// <summary>A lexer that begins in the middle of a text, outside quotes and comments.</summary>
    /// <param name="start">The index it begins at.</param>
    /// <param name="line">The line that index is on, from 1.</param>
    public SqlLexer(string text, SqlDialect dialect, int start, int line)
    {
        _text = text;
        _dialect = dialect;
        _position = start;
        _line = line;
    }

    /// <summary>All tokens of a text, read as they are asked for.</summary>
    public static IEnumerable<SqlToken> Read(string text, SqlDialect dialect)
    {
        var lexer = new SqlLexer(text, dialect);
        while (lexer.Next(out var token))
        {
            yield return token;
        }
    }

    /// <summary>The next token; false at the end of the text.</summary>
    public bool Next(out SqlToken token)
    {
        if (_position >= _text.Length)
        {
            token = default;
            return false;
        }
        var start = _position;
        var line = _line;
        var (kind, terminated) = Scan();
        var breaks = _text.AsSpan(start, _position - start).Count('\n');
        _line += breaks;
        Remember(kind, start, breaks > 0);
        token = new SqlToken(kind, start, _position, line, terminated);
        return true;
    }

    private char Here => At(0);

    private char At(int ahead) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private bool Has(SqlDialect flag) => (_dialect & flag) != 0;

    private static bool StartsWord(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    private static bool InWord(char c) => StartsWord(c) || char.IsAsciiDigit(c);

    /// <summary>A string that follows an E'…' string after a line break goes on with its escapes.</summary>
    private void Remember(SqlTokenKind kind, int start, bool broken)
    {
        switch (kind)
        {
            case SqlTokenKind.Whitespace or SqlTokenKind.LineComment:
                _lineBroken |= broken;
                break;
            case SqlTokenKind.String:
                _afterEscapeString = Has(SqlDialect.EscapeStrings) && (_text[start] is 'e' or 'E' || (_afterEscapeString && _lineBroken && _text[start] == '\''));
                _lineBroken = false;
                break;
            default:
                _afterEscapeString = false;
                break;
        }
    }

    private (SqlTokenKind Kind, bool Terminated) Scan()
    {
        var c = Here;
        if (char.IsWhiteSpace(c))
        {
            while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            {
                _position++;
            }
            return (SqlTokenKind.Whitespace, true);
        }
        if (StartsLineComment())
        {
            var end = _text.AsSpan(_position).IndexOf('\n');
            _position = end < 0 ? _text.Length : _position + end;
            return (SqlTokenKind.LineComment, true);
        }
        switch (c)
        {
            case '/' when At(1) == '*' && IsExecutable(_position):
                // "/*!50101" and "/*M!100100" begin what the server runs; its end is an operator's token like this one.
                _position += At(2) == 'M' ? 4 : 3;
                While(char.IsAsciiDigit);
                return (SqlTokenKind.Operator, true);
            case '/' when At(1) == '*':
                return (SqlTokenKind.BlockComment, BlockComment());
            case '\'':
                return (SqlTokenKind.String, Quoted('\'', Has(SqlDialect.BackslashStrings) || (_afterEscapeString && _lineBroken)));
            case '"':
                return Has(SqlDialect.DoubleQuotedStrings) ? (SqlTokenKind.String, Quoted('"', Has(SqlDialect.BackslashStrings))) : (SqlTokenKind.QuotedIdentifier, Quoted('"', false));
            case '`' when Has(SqlDialect.Backticks):
                return (SqlTokenKind.QuotedIdentifier, Quoted('`', false));
            case '[' when Has(SqlDialect.Brackets):
                return (SqlTokenKind.QuotedIdentifier, Quoted(']', false));
            case '$' when Has(SqlDialect.DollarQuotes) && DollarTag() is { } tag:
                return (SqlTokenKind.String, DollarQuoted(tag));
        }
        if (Parameter())
        {
            return (SqlTokenKind.Parameter, true);
        }
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(1))))
        {
            Number();
            return (SqlTokenKind.Number, true);
        }
        if (StartsWord(c) || (c == '#' && Has(SqlDialect.HashNames) && (StartsWord(At(1)) || At(1) == '#')))
        {
            return WordOrPrefixedString();
        }
        if (c is '(' or ')' or '[' or ']' or '{' or '}' or ',' or ';' or '.')
        {
            _brackets = c switch { '[' => _brackets + 1, ']' => Math.Max(0, _brackets - 1), ';' => 0, _ => _brackets };
            _position++;
            return (SqlTokenKind.Punctuation, true);
        }
        return OperatorCharacters.Contains(c, StringComparison.Ordinal) ? (Operator(), true) : (Skip(), true);
    }

    private SqlTokenKind Skip()
    {
        _position++;
        return SqlTokenKind.Other;
    }

    private bool IsExecutable(int at) => Has(SqlDialect.ExecutableComments)
        && (_text.AsSpan(at).StartsWith("/*!") || _text.AsSpan(at).StartsWith("/*M!"));

    private bool StartsLineComment() => Has(SqlDialect.HashComments)
        ? Here == '#' || (Here == '-' && At(1) == '-' && (At(2) == '\0' || char.IsWhiteSpace(At(2))))
        : Here == '-' && At(1) == '-';
}
