using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.Indexes;

/// <summary>Reads <c>name | (expression) | function(…)</c> with what may follow it in CREATE INDEX.</summary>
internal sealed class IndexColumnParser
{
    private readonly string _text;
    private readonly IReadOnlyCollection<string> _columns;
    private readonly SqlDialect _dialect;
    private readonly List<SqlToken> _tokens;
    private int _at;

    public IndexColumnParser(string text, IReadOnlyCollection<string> columns, SqlDialect dialect)
    {
        _text = text;
        _columns = columns;
        _dialect = dialect;
        _tokens = [.. SqlLexer.Read(text, dialect).Where(t => t.Kind != SqlTokenKind.Whitespace)];
    }

    public IndexColumn Read()
    {
        CheckFragment(_text, _dialect, "Column");
        var column = Subject();
        if (TakeWord("COLLATE"))
        {
            column = column with { Collation = Name() };
        }
        if (_at < _tokens.Count && IsName(_tokens[_at]) && !IsWord("ASC") && !IsWord("DESC") && !IsWord("NULLS"))
        {
            column = column with { OperatorClass = Name() };
            if (_at < _tokens.Count && _tokens[_at].Is(_text, '('))
            {
                column = column with { OperatorClassParameters = Parenthesised() };
            }
        }
        var descending = TakeWord("DESC");
        _ = !descending && TakeWord("ASC");
        bool? nullsFirst = null;
        if (TakeWord("NULLS"))
        {
            nullsFirst = TakeWord("FIRST") || (TakeWord("LAST") ? false : throw Refused("after NULLS comes FIRST or LAST."));
        }
        return _at == _tokens.Count
            ? column with { Descending = descending, NullsFirst = nullsFirst }
            : throw Refused($"'{_text[_tokens[_at].Start..]}' is more than one column takes. An expression stands in parentheses.");
    }

    /// <summary>Refuses text that could end the statement it is put into: a semicolon, a comment, an open quote or parenthesis.</summary>
    /// <exception cref="DbaException">It is not one piece.</exception>
    public static void CheckFragment(string text, SqlDialect dialect, string parameter)
    {
        var depth = 0;
        var any = false;
        foreach (var token in SqlLexer.Read(text, dialect).Where(t => t.Kind != SqlTokenKind.Whitespace))
        {
            any = true;
            depth += token.Is(text, '(') ? 1 : token.Is(text, ')') ? -1 : 0;
            if (!token.IsSignificant || !token.IsTerminated || token.Is(text, ';') || depth < 0 || token.Kind is SqlTokenKind.Parameter or SqlTokenKind.Other)
            {
                throw new DbaException(DbaErrors.InvalidParameter(parameter, text, $"'{text}' is not one expression: '{token.In(text).ToString()}' does not belong there."));
            }
        }
        if (!any || depth != 0)
        {
            throw new DbaException(DbaErrors.InvalidParameter(parameter, text, any ? $"'{text}' opens a parenthesis that it does not close." : "it is empty."));
        }
    }

    internal static string Unquote(string name)
    {
        var close = name[0] == '[' ? ']' : name[0];
        return name[1..^1].Replace($"{close}{close}", close.ToString(), StringComparison.Ordinal);
    }

    private IndexColumn Subject()
    {
        var first = _tokens[0];
        if (first.Is(_text, '('))
        {
            return new IndexColumn { Expression = Parenthesised() };
        }
        if (!IsName(first))
        {
            throw Refused("it begins with neither a name nor an expression in parentheses.");
        }
        if (EndOfCall() is { } end)
        {
            _at = end + 1;
            return new IndexColumn { Expression = _text[first.Start.._tokens[end].End] };
        }
        _at = 1;
        return new IndexColumn { Name = IndexColumn.Resolve(first.In(_text).ToString(), _columns, _dialect) };
    }

    /// <summary>The token that ends a function's call at the beginning; null when there is none.</summary>
    private int? EndOfCall()
    {
        var open = _tokens.Count > 3 && _tokens[1].Is(_text, '.') && IsName(_tokens[2]) ? 3 : 1;
        return open < _tokens.Count && _tokens[open].Is(_text, '(') ? Close(open) : null;
    }

    private string Parenthesised()
    {
        var open = _at;
        var close = Close(open);
        _at = close + 1;
        return close > open + 1 ? _text[_tokens[open + 1].Start.._tokens[close - 1].End] : throw Refused("its parentheses are empty.");
    }

    private int Close(int open)
    {
        var depth = 0;
        for (var i = open; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Is(_text, '(') ? 1 : _tokens[i].Is(_text, ')') ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }
        throw Refused("it opens a parenthesis that it does not close.");
    }

    private List<string> Name()
    {
        var parts = new List<string>();
        do
        {
            if (_at >= _tokens.Count || !IsName(_tokens[_at]))
            {
                throw Refused("a name is missing.");
            }
            var token = _tokens[_at++];
            var text = token.In(_text).ToString();
            parts.Add(token.Kind == SqlTokenKind.QuotedIdentifier ? Unquote(text) : text.ToLowerInvariant());
        }
        while (_at < _tokens.Count && _tokens[_at].Is(_text, '.') && ++_at > 0);
        return parts;
    }

    private static bool IsName(SqlToken token) => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    private bool IsWord(string word) => _at < _tokens.Count && _tokens[_at].Is(_text, word);

    private bool TakeWord(string word)
    {
        if (!IsWord(word))
        {
            return false;
        }
        _at++;
        return true;
    }

    private DbaException Refused(string why) => new(DbaErrors.InvalidParameter("Column", _text, $"'{_text}': {why}"));
}
