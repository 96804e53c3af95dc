using System.Text;

namespace DbaPS.Sql;

/// <summary>
/// Takes secrets out of statement texts read from servers: passwords, verifiers, keys, tokens, connection strings, also where
/// the server cut the text off. What can't be told from a secret goes too: the result is for reading, not for running.
/// </summary>
public static class SqlRedactor
{
    private const string MaskedString = "'" + SecretText.Mask + "'";
    private const int MaximumDepth = 6;

    /// <summary>The statement without its secrets; the text itself when it has none.</summary>
    public static string Redact(string sql, SqlDialect dialect) => Redact(sql, dialect, 0);

    /// <summary>Plain text (a server's message, a setting's value) without its secrets.</summary>
    public static string RedactText(string text) => SecretText.Redact(text);

    private static string Redact(string sql, SqlDialect dialect, int depth)
    {
        if (!SecretText.MayHold(sql))
        {
            return sql;
        }
        return depth > MaximumDepth ? SecretText.Mask : new Pass(sql, dialect, depth).Run();
    }

    /// <summary>One reading of one text.</summary>
    private sealed class Pass(string sql, SqlDialect dialect, int depth)
    {
        private readonly StringBuilder _output = new(sql.Length);
        private readonly List<string> _head = new(4);
        private bool _armed;
        private bool _linked;
        private bool _byLiteral;
        private int _parentheses;
        private int _regionEnds = -1;
        private bool _allToEnd;
        private bool _insert;
        private bool _secretColumn;
        private bool _mapping;
        private string _lastName = "";

        public string Run()
        {
            foreach (var token in SqlLexer.Read(sql, dialect))
            {
                var text = token.In(sql);
                switch (token.Kind)
                {
                    case SqlTokenKind.Whitespace:
                        _output.Append(text);
                        break;
                    case SqlTokenKind.LineComment or SqlTokenKind.BlockComment:
                        _output.Append(Comment(text.ToString(), token.IsTerminated));
                        break;
                    case SqlTokenKind.String:
                        Literal(token);
                        break;
                    default:
                        Other(token, text);
                        break;
                }
            }
            return _output.ToString();
        }

        private bool HidesAll => _allToEnd || _regionEnds >= 0;

        private static string Comment(string text, bool terminated)
        {
            var redacted = SecretText.Redact(text, !terminated);
            return ReferenceEquals(redacted, text) || !terminated || !text.StartsWith("/*", StringComparison.Ordinal) || redacted.EndsWith("*/", StringComparison.Ordinal) ? redacted : redacted + " */";
        }

        private void Literal(SqlToken token)
        {
            if (_armed || HidesAll || (_mapping && !IsHarmlessOption))
            {
                _output.Append(MaskedString);
                (_linked, _byLiteral, _lastName) = (false, false, "");
                return;
            }
            var content = Decode(token);
            var redacted = Inner(content, token.IsTerminated);
            if (redacted == content)
            {
                _output.Append(token.In(sql));
            }
            else
            {
                _output.Append('\'').Append(redacted.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
            }
            Follow(content);
        }

        /// <summary>What a literal says of the next one: set_config('x.password', '…'), data ->> 'password' = '…', 'password=' || '…', format('… PASSWORD %L', '…').</summary>
        private void Follow(string content)
        {
            _armed = (IsPlainName(content) && SecretText.IsSecretName(content)) || SecretText.EndsInSecretName(content);
            (_linked, _byLiteral) = (false, _armed);
            _lastName = content;
            if (content.Contains('%', StringComparison.Ordinal) && SecretText.IsSecretName(content) && _regionEnds < 0)
            {
                (_regionEnds, _allToEnd) = _parentheses > 0 ? (_parentheses, _allToEnd) : (-1, true);
            }
        }

        private bool IsHarmlessOption => _lastName.Equals("user", StringComparison.OrdinalIgnoreCase) || _lastName.Equals("username", StringComparison.OrdinalIgnoreCase);

        /// <summary>A literal's content may itself be a connection string, a setting or SQL.</summary>
        private string Inner(string content, bool terminated)
        {
            if (!SecretText.MayHold(content))
            {
                return content;
            }
            if (!IsCode(content))
            {
                content = SecretText.Redact(content, !terminated);
            }
            return Redact(content, dialect, depth + 1);
        }

        private void Other(SqlToken token, ReadOnlySpan<char> text)
        {
            if (token.Is(sql, ';'))
            {
                Reset();
                _output.Append(text);
                return;
            }
            var name = token.Kind switch
            {
                SqlTokenKind.Word => text.ToString(),
                SqlTokenKind.QuotedIdentifier => text.Trim("\"`[]").ToString(),
                _ => null,
            };
            if (name is not null)
            {
                Named(token, name, text);
                return;
            }
            if (token.Kind == SqlTokenKind.Punctuation)
            {
                Punctuation(text[0]);
            }
            else if (token.Kind == SqlTokenKind.Operator)
            {
                _linked |= _armed && text[^1] is '=' or '>' or ':' or '|';
            }
            else if (token.Kind is SqlTokenKind.Number or SqlTokenKind.Other && _armed && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            {
                _output.Append(SecretText.Mask);
                return;
            }
            else if (token.Kind != SqlTokenKind.Other)
            {
                _armed = false;
            }
            _output.Append(text);
        }

        private void Punctuation(char c)
        {
            switch (c)
            {
                case '(':
                    _parentheses++;
                    if (_regionEnds < 0 && (_armed || SqlRedactorWords.SecretFunctions.Contains(_lastName)))
                    {
                        _regionEnds = _parentheses;
                    }
                    break;
                case ')':
                    if (_parentheses == _regionEnds)
                    {
                        _regionEnds = -1;
                    }
                    _parentheses = Math.Max(0, _parentheses - 1);
                    _armed = false;
                    break;
                case ',':
                    // The value follows the comma only where the name was a literal: f('password', '…').
                    _armed &= _byLiteral;
                    break;
            }
        }

        private void Named(SqlToken token, string name, ReadOnlySpan<char> text)
        {
            var upper = name.ToUpperInvariant();
            if (token.Kind == SqlTokenKind.Word && _head.Count < 4)
            {
                _head.Add(upper);
                StartOfStatement();
            }
            if (HidesBareWord(token, upper))
            {
                _lastName = "";
                _output.Append(SecretText.Mask);
                return;
            }
            if (SecretText.IsSecretName(name) || (upper is "KEY" or "REKEY" or "HEXKEY" or "HEXREKEY" or "TEXTKEY" && _head is ["PRAGMA", ..] or ["ATTACH", ..]))
            {
                _secretColumn |= _insert;
                (_armed, _linked, _byLiteral) = (true, false, false);
            }
            else if (upper == "IDENTIFIED")
            {
                _allToEnd = true;
            }
            else if (upper == "VALUES" && _insert && _secretColumn)
            {
                _allToEnd = true;
            }
            else if (_armed && !SqlRedactorWords.Links.Contains(name))
            {
                // password = crypt('…', …): the call's arguments are as secret as a literal here.
                _armed = _linked && Leads(token);
            }
            _lastName = name;
            _output.Append(text);
        }

        /// <summary>A secret that is written without quotes: PRAGMA key = x, IDENTIFIED BY x or "x".</summary>
        private bool HidesBareWord(SqlToken token, string upper)
        {
            if (_allToEnd && !_insert && _lastName.Equals("BY", StringComparison.OrdinalIgnoreCase))
            {
                return upper is not ("PASSWORD" or "RANDOM" or "VALUES");
            }
            return _armed && _linked && !Leads(token) && (_head is ["PRAGMA", ..] || (token.Kind == SqlTokenKind.QuotedIdentifier && _head is ["CREATE" or "ALTER" or "SET" or "CHANGE", ..]));
        }

        /// <summary>True for the name of a function that is called, or its schema.</summary>
        private bool Leads(SqlToken token)
        {
            var rest = sql.AsSpan(token.End).TrimStart();
            return rest.Length > 0 && rest[0] is '(' or '.';
        }

        private void StartOfStatement()
        {
            _insert = _head[0] is "INSERT" or "REPLACE" or "MERGE";
            _mapping = _head is ["CREATE" or "ALTER", "USER", "MAPPING", ..];
            _allToEnd |= _head is ["SET", "PASSWORD", "FOR", ..];
        }

        private void Reset()
        {
            _head.Clear();
            (_armed, _linked, _allToEnd, _insert, _secretColumn, _mapping) = (false, false, false, false, false, false);
            (_parentheses, _regionEnds) = (0, -1);
        }

        /// <summary>A literal's content.</summary>
        private string Decode(SqlToken token)
        {
            var text = token.In(sql);
            if (text[0] == '$')
            {
                var tag = text[..(text[1..].IndexOf('$') + 2)];
                var body = text[tag.Length..];
                return (token.IsTerminated ? body[..^tag.Length] : body).ToString();
            }
            var open = text.IndexOfAny('\'', '"');
            var quote = text[open];
            var inner = text[(open + 1)..(token.IsTerminated ? text.Length - 1 : text.Length)].ToString().Replace($"{quote}{quote}", quote.ToString(), StringComparison.Ordinal);
            return text[0] is 'e' or 'E' || (dialect & SqlDialect.BackslashStrings) != 0 ? Unescape(inner) : inner;
        }

        private bool IsCode(string content) => SqlLexer.Read(content, dialect).FirstOrDefault(t => t.IsSignificant) is { Kind: SqlTokenKind.Word } first && SqlRedactorWords.CodeStarts.Contains(first.In(content).ToString());

        private static string Unescape(string text)
        {
            if (!text.Contains('\\', StringComparison.Ordinal))
            {
                return text;
            }
            var plain = new StringBuilder(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                plain.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            return plain.ToString();
        }

        private static bool IsPlainName(string content) => content.Length is > 0 and <= 128 && content.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;

        private static readonly System.Buffers.SearchValues<char> NameCharacters =
            System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-{},$");
    }
}
