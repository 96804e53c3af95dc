using DbaPS.Errors;

namespace DbaPS.Sql;

/// <summary>
/// Splits a script as MySQL's console does, with its lines <c>DELIMITER //</c> and its <c>\G</c>. As long as the delimiter is the
/// semicolon, the bodies of stored programs (<c>BEGIN … END</c>) hold together too, so that a script needs no DELIMITER.
/// </summary>
internal sealed class DelimitedSplitter(string script, SqlDialect dialect)
{
    private const string Semicolon = ";";

    private readonly List<SqlStatement> _statements = [];
    private string _delimiter = Semicolon;
    private int _start = -1;
    private int _line;
    private int _end;
    private CompoundBody _body = new();

    /// <exception cref="DbaException">A command of the console that is no SQL, with its line.</exception>
    public IReadOnlyList<SqlStatement> Split()
    {
        var lexer = new SqlLexer(script, dialect);
        while (lexer.Next(out var token))
        {
            if (_start < 0 && token.Kind == SqlTokenKind.Word && Command(token) is { } next)
            {
                lexer = new SqlLexer(script, dialect, next, token.Line);
                continue;
            }
            if (token.Kind == SqlTokenKind.Other && script[token.Start] == '\\')
            {
                var end = Backslash(token);
                if (end > 0)
                {
                    lexer = new SqlLexer(script, dialect, end, token.Line);
                }
                continue;
            }
            if (EndIn(token) is { } cut)
            {
                if (cut > token.Start)
                {
                    Extend(token, cut);
                }
                Take();
                lexer = new SqlLexer(script, dialect, cut + _delimiter.Length, token.Line);
                continue;
            }
            if (token.IsSignificant || (token.Kind == SqlTokenKind.BlockComment && _start >= 0))
            {
                Extend(token, token.End);
                if (token.IsSignificant)
                {
                    _body.Add(token, script);
                }
            }
        }
        Take();
        return _statements;
    }

    private void Extend(SqlToken token, int end)
    {
        if (_start < 0)
        {
            (_start, _line) = (token.Start, token.Line);
        }
        _end = end;
    }

    private void Take()
    {
        if (_start >= 0)
        {
            _statements.Add(new SqlStatement(script[_start.._end], _line, _start));
        }
        _start = -1;
        _body = new();
    }

    /// <summary>Where the delimiter begins in a token, if it does and ends the statement.</summary>
    private int? EndIn(SqlToken token)
    {
        if (token.Kind is SqlTokenKind.String or SqlTokenKind.QuotedIdentifier || !token.IsSignificant)
        {
            return null;
        }
        if (_delimiter == Semicolon)
        {
            return token.Is(script, ';') && !_body.IsOpen ? token.Start : null;
        }
        var at = script.IndexOf(_delimiter, token.Start, StringComparison.Ordinal);
        return at >= token.Start && at < token.End ? at : null;
    }

    /// <summary>DELIMITER and SOURCE at the beginning of a line; where the script goes on after it.</summary>
    private int? Command(SqlToken token)
    {
        if (script.AsSpan(0, token.Start).TrimEnd(" \t") is [.., not '\n'])
        {
            return null;
        }
        var lineEnd = script.IndexOf('\n', token.End) is >= 0 and var found ? found : script.Length;
        if (token.Is(script, "DELIMITER"))
        {
            var rest = script[token.End..lineEnd].Trim();
            _delimiter = rest.Length == 0 ? Semicolon : rest.Split(' ', '\t')[0];
            return lineEnd;
        }
        return token.Is(script, "SOURCE") ? throw new DbaException(DbaErrors.ConsoleCommandInScript("SOURCE", token.Line)) : null;
    }

    /// <summary><c>\g</c> and <c>\G</c> end a statement. <c>\-</c> only stands in comments for other servers, and <c>\N</c> is NULL.</summary>
    private int Backslash(SqlToken token)
    {
        var letter = token.End < script.Length ? script[token.End] : ' ';
        if (letter is 'g' or 'G')
        {
            Take();
            return token.End + 1;
        }
        if (letter is '-' or 'N')
        {
            Extend(token, token.End);
            return 0;
        }
        throw new DbaException(DbaErrors.ConsoleCommandInScript($"\\{letter}", token.Line));
    }
}
