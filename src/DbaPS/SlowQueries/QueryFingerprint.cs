using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using DbaPS.Sql;

namespace DbaPS.SlowQueries;

/// <summary>
/// The id of a statement's shape: the same for the same statement on every engine and version, whatever its case, spacing,
/// comments, literals, parameters, length of lists and needless quotes. Engines' own ids change with their major versions.
/// </summary>
public static class QueryFingerprint
{
    /// <summary>Words after which a sign belongs to the number that follows.</summary>
    private static readonly HashSet<string> BeforeSign = new(StringComparer.Ordinal)
    {
        "select", "where", "and", "or", "not", "then", "else", "when", "case", "between", "limit", "offset", "values", "in", "like", "return", "returning", "by", "on", "set", "distinct", "all",
        "having", "default", "using", "from", "is", "interval", "top",
    };

    private static readonly SearchValues<char> OperatorCharacters = SearchValues.Create("=<>+-*/%|&^~!@#:");

    /// <summary>16 hexadecimal digits: the first 64 bits of the SHA-256 of <see cref="Normalize"/>'s text in UTF-8.</summary>
    public static string Of(string sql, SqlDialect dialect) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(sql, dialect))), 0, 8).ToLowerInvariant();

    /// <summary>The statement's shape as text: one space between tokens, literals and parameters as <c>?</c>, lists of like elements as one element.</summary>
    public static string Normalize(string sql, SqlDialect dialect)
    {
        var tokens = new List<string>();
        foreach (var token in SqlLexer.Read(sql, dialect))
        {
            if (token.IsSignificant)
            {
                Add(tokens, Shape(token, sql, dialect));
            }
        }
        while (tokens.Count > 0 && tokens[^1] == ";")
        {
            tokens.RemoveAt(tokens.Count - 1);
        }
        return string.Join(' ', QueryLists.Collapse(tokens));
    }

    private static string Shape(SqlToken token, string sql, SqlDialect dialect)
    {
        switch (token.Kind)
        {
            case SqlTokenKind.String or SqlTokenKind.Number or SqlTokenKind.Parameter:
                return "?";
            case SqlTokenKind.QuotedIdentifier:
                return Unquoted(token.In(sql), dialect) ?? token.In(sql).ToString();
            case SqlTokenKind.Word:
                var word = token.In(sql).ToString().ToLowerInvariant();
                return word is "true" or "false" or "null" ? $"{word}?" : word;
            default:
                return token.In(sql) is "!=" ? "<>" : token.In(sql).ToString();
        }
    }

    /// <summary>The name without quotes where the engine takes the bare word for the same; otherwise null.</summary>
    private static string? Unquoted(ReadOnlySpan<char> quoted, SqlDialect dialect)
    {
        if (quoted.Length < 3 || quoted[0] is 'U' or 'u')
        {
            return null;
        }
        var name = quoted[1..^1];
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return null;
            }
        }
        var caseMatters = (dialect & SqlDialect.CaseSensitiveQuotes) != 0 && name.IndexOfAnyInRange('A', 'Z') >= 0;
        return char.IsAsciiDigit(name[0]) || caseMatters ? null : name.ToString().ToLowerInvariant();
    }

    private static void Add(List<string> tokens, string shape)
    {
        if (shape is "true?" or "false?" or "null?")
        {
            // IS NULL, NOT NULL and the like are no literals: an engine keeps them as they are.
            shape = tokens.Count > 0 && (tokens[^1] is "is" || (tokens[^1] == "not" && shape == "null?")) ? shape[..^1] : "?";
        }
        if (shape == "?")
        {
            if (tokens.Count > 0 && tokens[^1] == "?")
            {
                return;
            }
            if (tokens.Count > 0 && tokens[^1] is "-" && (tokens.Count == 1 || StartsOperand(tokens[^2])))
            {
                tokens.RemoveAt(tokens.Count - 1);
            }
        }
        tokens.Add(shape);
    }

    /// <summary>True when what follows this token is an operand, so that a minus there is a sign.</summary>
    private static bool StartsOperand(string token) => BeforeSign.Contains(token) || token is "(" or "," or "[" or ";" || (token != "?" && token.AsSpan().IndexOfAny(OperatorCharacters) >= 0 && token[0] is not ('"' or '`'));
}
