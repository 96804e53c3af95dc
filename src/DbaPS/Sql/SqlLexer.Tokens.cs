using System.Buffers;

namespace DbaPS.Sql;

/// <summary>How each kind of token is read to its end.</summary>
public sealed partial class SqlLexer
{
    // A PostgreSQL operator of several characters ends in + or - only when it has one of these (its manual, "Lexical Structure").
    private static readonly SearchValues<char> OperatorsThatMayEndInSign = SearchValues.Create("~!@#%^&|`?");

    private bool BlockComment()
    {
        var depth = 0;
        while (_position < _text.Length)
        {
            if (Here == '/' && At(1) == '*' && (depth == 0 || Has(SqlDialect.NestedComments)))
            {
                depth++;
                _position += 2;
            }
            else if (Here == '*' && At(1) == '/')
            {
                depth--;
                _position += 2;
                if (depth == 0)
                {
                    return true;
                }
            }
            else
            {
                _position++;
            }
        }
        return false;
    }

    /// <summary>From the opening quote to behind the closing one; a doubled closing quote stands for itself.</summary>
    private bool Quoted(char close, bool backslash)
    {
        _position++;
        while (_position < _text.Length)
        {
            var c = _text[_position++];
            if (c == '\\' && backslash)
            {
                _position = Math.Min(_position + 1, _text.Length);
            }
            else if (c == close)
            {
                if (Here != close)
                {
                    return true;
                }
                _position++;
            }
        }
        return false;
    }

    private string? DollarTag()
    {
        var end = _position + 1;
        if (end < _text.Length && StartsWord(_text[end]))
        {
            while (end < _text.Length && InWord(_text[end]))
            {
                end++;
            }
        }
        return end < _text.Length && _text[end] == '$' ? _text[_position..(end + 1)] : null;
    }

    private bool DollarQuoted(string tag)
    {
        var close = _text.IndexOf(tag, _position + tag.Length, StringComparison.Ordinal);
        _position = close < 0 ? _text.Length : close + tag.Length;
        return close >= 0;
    }

    private bool Parameter()
    {
        var length = Here switch
        {
            '$' when char.IsAsciiDigit(At(1)) && (Has(SqlDialect.DollarQuotes) || Has(SqlDialect.DollarNames)) => 1,
            '$' when Has(SqlDialect.DollarNames) && StartsWord(At(1)) => 1,
            '?' when Has(SqlDialect.QuestionParameters) => 1,
            ':' when StartsWord(At(1)) && _brackets == 0 => 1,
            '@' when StartsWord(At(1)) => 1,
            '@' when At(1) == '@' && StartsWord(At(2)) && !Has(SqlDialect.DollarQuotes) => 2,
            _ => 0,
        };
        if (length == 0)
        {
            return false;
        }
        var digitsOnly = Here == '?' || (Here == '$' && char.IsAsciiDigit(At(1)));
        _position += length;
        while (_position < _text.Length && (digitsOnly ? char.IsAsciiDigit(_text[_position]) : InWord(_text[_position])))
        {
            _position++;
        }
        return true;
    }

    private void Number()
    {
        if (Here == '0' && At(1) is 'x' or 'X' && char.IsAsciiHexDigit(At(2)))
        {
            _position += 2;
            While(static c => char.IsAsciiHexDigit(c) || c == '_');
            return;
        }
        if (Here == '0' && At(1) is 'b' or 'B' or 'o' or 'O' && char.IsAsciiDigit(At(2)))
        {
            _position += 2;
            While(static c => char.IsAsciiDigit(c) || c == '_');
            return;
        }
        Digits();
        if (Here == '.' && At(1) != '.')
        {
            _position++;
            Digits();
        }
        if (Here is 'e' or 'E' && (char.IsAsciiDigit(At(1)) || (At(1) is '+' or '-' && char.IsAsciiDigit(At(2)))))
        {
            _position += 2;
            Digits();
        }

        void Digits() => While(static c => char.IsAsciiDigit(c), allowGroups: true);
    }

    private void While(Func<char, bool> belongs, bool allowGroups = false)
    {
        while (_position < _text.Length && (belongs(_text[_position]) || (allowGroups && _text[_position] == '_' && char.IsAsciiDigit(At(1)))))
        {
            _position++;
        }
    }

    private (SqlTokenKind Kind, bool Terminated) WordOrPrefixedString()
    {
        var start = _position;
        while (Here == '#')
        {
            _position++;
        }
        While(static c => InWord(c) || c == '$');
        if (_position - start != 1)
        {
            return (SqlTokenKind.Word, true);
        }
        switch (_text[start])
        {
            case 'e' or 'E' when Here == '\'' && Has(SqlDialect.EscapeStrings):
                return (SqlTokenKind.String, Quoted('\'', backslash: true));
            case 'b' or 'B' or 'x' or 'X' or 'n' or 'N' when Here == '\'':
                return (SqlTokenKind.String, Quoted('\'', Has(SqlDialect.BackslashStrings)));
            case 'u' or 'U' when Here == '&' && At(1) is '\'' or '"' && Has(SqlDialect.DollarQuotes):
                _position++;
                return Here == '"' ? (SqlTokenKind.QuotedIdentifier, Quoted('"', false)) : (SqlTokenKind.String, Quoted('\'', false));
            default:
                return (SqlTokenKind.Word, true);
        }
    }

    private SqlTokenKind Operator()
    {
        if (Here is ':' or '$')
        {
            _position += Here == ':' && At(1) is ':' or '=' ? 2 : 1;
            return SqlTokenKind.Operator;
        }
        var start = _position;
        var end = start;
        while (end < _text.Length && OperatorCharacters.Contains(_text[end], StringComparison.Ordinal) && _text[end] is not (':' or '$'))
        {
            if (end > start && IsBreak(end))
            {
                break;
            }
            end++;
        }
        // "=-1" is "=" and "-1".
        while (end - start > 1 && _text[end - 1] is '+' or '-' && _text.AsSpan(start, end - start).IndexOfAny(OperatorsThatMayEndInSign) < 0)
        {
            end--;
        }
        _position = Math.Max(end, start + 1);
        return SqlTokenKind.Operator;
    }

    /// <summary>A comment, a quoted name or a parameter begins here, in the middle of what looks like an operator.</summary>
    private bool IsBreak(int at)
    {
        var (c, next) = (_text[at], at + 1 < _text.Length ? _text[at + 1] : '\0');
        return (c == '-' && next == '-') || (c == '/' && next == '*') || (c == '#' && (_dialect & (SqlDialect.HashComments | SqlDialect.HashNames)) != 0)
            || (c == '`' && Has(SqlDialect.Backticks)) || (c == '?' && Has(SqlDialect.QuestionParameters)) || (c == '@' && StartsWord(next));
    }
}
