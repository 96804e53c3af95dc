using System.Globalization;

namespace DbaPS.Sql;

/// <summary>
/// Splits a script of batches. A batch whose statements need each other, because it declares variables, has blocks or makes a module, is one
/// statement; any other is taken apart at its semicolons, so that each statement's failure and count of rows have a line of their own.
/// </summary>
internal static class BatchSplitter
{
    private static readonly HashSet<string> BindingWords = new(["DECLARE", "BEGIN", "IF", "WHILE", "GOTO", "RETURN"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> ModuleWords = new(["PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "VIEW", "SCHEMA"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<SqlStatement> Split(string script, SqlDialect dialect)
    {
        var statements = new List<SqlStatement>();
        var tokens = SqlLexer.Read(script, dialect).ToList();
        var batch = new List<SqlToken>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Separator(script, tokens, i) is var (next, repeat))
            {
                Take(repeat);
                i = next - 1;
            }
            else
            {
                batch.Add(tokens[i]);
            }
        }
        Take(1);
        return statements;

        void Take(int repeat)
        {
            var parts = Parts(script, dialect, batch);
            for (var n = 0; n < repeat; n++)
            {
                statements.AddRange(parts);
            }
            batch.Clear();
        }
    }

    /// <summary>Where the script goes on after a line of GO that begins at a token, and how often its batch runs; null for anything else.</summary>
    private static (int Next, int Repeat)? Separator(string script, List<SqlToken> tokens, int at)
    {
        if (!tokens[at].Is(script, "GO") || !BeginsLine(script, tokens[at].Start))
        {
            return null;
        }
        var (repeat, line) = (1, tokens[at].Line);
        var next = at + 1;
        for (; next < tokens.Count && tokens[next].Line == line; next++)
        {
            var token = tokens[next];
            if (token.Kind == SqlTokenKind.Number && int.TryParse(token.In(script), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                repeat = count;
            }
            else if (token.IsSignificant)
            {
                return null;
            }
        }
        return (next, repeat);
    }

    private static bool BeginsLine(string script, int start)
    {
        for (var i = start - 1; i >= 0 && script[i] != '\n'; i--)
        {
            if (!char.IsWhiteSpace(script[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static IReadOnlyList<SqlStatement> Parts(string script, SqlDialect dialect, List<SqlToken> batch)
    {
        var significant = batch.Where(t => t.IsSignificant).ToList();
        if (significant.TrueForAll(t => t.Is(script, ';')))
        {
            return [];
        }
        var start = significant[0].Start;
        if (IsWhole(script, significant))
        {
            return [new SqlStatement(script[start..significant[^1].End], significant[0].Line, start)];
        }
        return [.. StatementSplitter.SplitStatements(script[start..significant[^1].End], dialect)
            .Select(s => s with { Line = s.Line + significant[0].Line - 1, Start = s.Start + start })];
    }

    private static bool IsWhole(string script, List<SqlToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var word = tokens[i].Kind == SqlTokenKind.Word ? tokens[i].In(script).ToString() : "";
            if (BindingWords.Contains(word) && !BindsNothing(script, tokens, i))
            {
                return true;
            }
        }
        return (tokens[0].Is(script, "CREATE") || tokens[0].Is(script, "ALTER"))
            && tokens.Take(4).Any(t => t.Kind == SqlTokenKind.Word && ModuleWords.Contains(t.In(script).ToString()));
    }

    /// <summary>BEGIN TRANSACTION, and DROP … IF EXISTS name.</summary>
    private static bool BindsNothing(string script, List<SqlToken> tokens, int at)
    {
        var next = at + 1 < tokens.Count ? tokens[at + 1] : default;
        return tokens[at].Is(script, "BEGIN")
            ? next.Is(script, "TRAN") || next.Is(script, "TRANSACTION")
            : tokens[at].Is(script, "IF") && next.Is(script, "EXISTS") && at + 2 < tokens.Count && !tokens[at + 2].Is(script, '(');
    }
}
