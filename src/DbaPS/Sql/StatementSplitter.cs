using DbaPS.Errors;

namespace DbaPS.Sql;

/// <summary>
/// Splits a script into statements as the engine's own console does: semicolons inside quotes, comments, dollar quotes,
/// parentheses, <c>BEGIN ATOMIC</c> bodies and SQLite's triggers do not end one.
/// </summary>
public static class StatementSplitter
{
    /// <summary>All statements, found before the first can run, so that a script that can't be run does not run in part.</summary>
    /// <exception cref="DbaException">A console command (<c>\connect</c>) or data after COPY … FROM stdin, with its line.</exception>
    public static IReadOnlyList<SqlStatement> Split(string script, SqlDialect dialect) =>
        (dialect & SqlDialect.Batches) == 0 ? SplitStatements(script, dialect) : BatchSplitter.Split(script, dialect);

    internal static IReadOnlyList<SqlStatement> SplitStatements(string script, SqlDialect dialect)
    {
        if ((dialect & SqlDialect.CompoundBodies) != 0)
        {
            return new DelimitedSplitter(script, dialect).Split();
        }
        var statements = new List<SqlStatement>();
        var current = new Shape(script, dialect);
        var lexer = new SqlLexer(script, dialect);
        while (lexer.Next(out var token))
        {
            if (token.Kind == SqlTokenKind.Other && script[token.Start] == '\\' && (dialect & SqlDialect.ConsoleBackslash) != 0)
            {
                throw new DbaException(DbaErrors.ConsoleCommandInScript(CommandAt(script, token.Start), token.Line));
            }
            if (!current.Add(token))
            {
                continue;
            }
            Take();
        }
        Take();
        return statements;

        void Take()
        {
            if (current.ReadsInlineData)
            {
                throw new DbaException(DbaErrors.InlineDataInScript(current.Line));
            }
            if (current.ToStatement() is { } statement)
            {
                statements.Add(statement);
            }
            current = new Shape(script, dialect);
        }
    }

    private static string CommandAt(string script, int start)
    {
        var end = start + 1;
        while (end < script.Length && !char.IsWhiteSpace(script[end]))
        {
            end++;
        }
        return script[start..end];
    }

    /// <summary>What has been read of a statement, as far as its end depends on it.</summary>
    private sealed class Shape(string script, SqlDialect dialect)
    {
        private readonly List<string> _head = new(5);
        private int _start = -1;
        private int _firstSignificant = -1;
        private int _end;
        private int _parentheses;
        private int _blocks;
        private string _last = "";
        private string _beforeLast = "";

        public int Line { get; private set; }

        /// <summary>COPY … FROM stdin: what follows in the script would be data, not SQL.</summary>
        public bool ReadsInlineData { get; private set; }

        /// <summary>Takes a token in; true when it was the semicolon that ends the statement.</summary>
        public bool Add(SqlToken token)
        {
            if (token.Is(script, ';') && EndsHere())
            {
                return true;
            }
            if (!token.IsSignificant)
            {
                // A block comment before a statement may be a planner's hint, so it stays with it.
                if (token.Kind == SqlTokenKind.BlockComment && _start < 0)
                {
                    Begin(token);
                }
                return false;
            }
            if (_firstSignificant < 0)
            {
                _firstSignificant = token.Start;
            }
            if (_start < 0)
            {
                Begin(token);
            }
            _end = token.End;
            Follow(token);
            return false;
        }

        public SqlStatement? ToStatement() => _firstSignificant < 0 ? null : new SqlStatement(script[_start.._end], Line, _start);

        private void Begin(SqlToken token)
        {
            _start = token.Start;
            Line = token.Line;
        }

        private bool EndsHere()
        {
            if (IsTrigger)
            {
                return _last == "END" && _beforeLast == ";";
            }
            return (dialect & SqlDialect.AtomicBodies) == 0 || (_parentheses == 0 && _blocks == 0);
        }

        private bool IsTrigger => (dialect & SqlDialect.TriggerBodies) != 0
            && _head is ["CREATE", "TRIGGER", ..] or ["CREATE", "TEMP" or "TEMPORARY", "TRIGGER", ..] or ["EXPLAIN", "CREATE", "TRIGGER", ..];

        private bool IsRoutine => _head is ["CREATE", "FUNCTION" or "PROCEDURE", ..] or ["CREATE", "OR", "REPLACE", "FUNCTION" or "PROCEDURE", ..];

        private void Follow(SqlToken token)
        {
            var word = token.Kind switch
            {
                SqlTokenKind.Word => token.In(script).ToString().ToUpperInvariant(),
                SqlTokenKind.Punctuation => script[token.Start].ToString(),
                _ => "",
            };
            if (token.Kind == SqlTokenKind.Word && _head.Count < 5)
            {
                _head.Add(word);
            }
            switch (word)
            {
                case "(":
                    _parentheses++;
                    break;
                case ")":
                    _parentheses = Math.Max(0, _parentheses - 1);
                    break;
                case "ATOMIC" when _last == "BEGIN" && _parentheses == 0 && IsRoutine:
                    _blocks++;
                    break;
                case "CASE" when _blocks > 0:
                    _blocks++;
                    break;
                case "END" when _blocks > 0:
                    _blocks--;
                    break;
                case "STDIN" when _last == "FROM" && _head[0] == "COPY" && (dialect & SqlDialect.ConsoleBackslash) != 0:
                    ReadsInlineData = true;
                    break;
            }
            (_beforeLast, _last) = (_last, word);
        }
    }
}
