using DbaPS.Sql;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>
/// Tells queries from what may change something. SQL Server has no read-only transactions, so a statement of a read-only session is held
/// against the reserved words before it is sent, and rolled back after it.
/// </summary>
internal static class ReadOnlyText
{
    /// <summary>Reserved words of T-SQL that begin, or turn a query into, something else. Reserved, so none is anybody's name without quotes.</summary>
    private static readonly HashSet<string> Changing = new(
        [
            "ALTER", "BACKUP", "BEGIN", "BULK", "COMMIT", "CREATE", "DBCC", "DECLARE", "DELETE", "DENY", "DROP", "EXEC", "EXECUTE", "GRANT", "IF", "INSERT", "INTO", "KILL", "MERGE",
            "OPENDATASOURCE", "OPENQUERY", "OPENROWSET", "PRINT", "RAISERROR", "RECONFIGURE", "RESTORE", "RETURN", "REVERT", "REVOKE", "ROLLBACK", "SAVE", "SET", "SHUTDOWN", "TRUNCATE", "UPDATE",
            "UPDATETEXT", "USE", "WAITFOR", "WHILE", "WRITETEXT",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a statement is not one that only reads; null when it is.</summary>
    public static string? Refusal(string sql)
    {
        var tokens = SqlLexer.Read(sql, SqlDialect.SqlServer).Where(t => t.IsSignificant).ToList();
        var first = tokens.Find(t => !t.Is(sql, '('));
        if (!first.Is(sql, "SELECT") && !first.Is(sql, "WITH"))
        {
            return tokens.Count == 0 ? "it is empty" : $"it begins with {first.In(sql)}, and only SELECT and WITH read and do nothing else";
        }
        for (var i = 0; i < tokens.Count; i++)
        {
            var next = i + 1 < tokens.Count ? tokens[i + 1] : default;
            if (tokens[i].Kind == SqlTokenKind.Word && Changing.Contains(tokens[i].In(sql).ToString()) && !IsHint(sql, tokens[i], next))
            {
                return $"it has the word {tokens[i].In(sql).ToString().ToUpperInvariant()} (line {tokens[i].Line})";
            }
            if (tokens[i].Is(sql, "NEXT") && next.Is(sql, "VALUE"))
            {
                return "NEXT VALUE FOR moves a sequence, and rolling back does not move it back";
            }
        }
        return null;
    }

    /// <summary>MERGE JOIN and MERGE UNION, and USE HINT and USE PLAN.</summary>
    private static bool IsHint(string sql, SqlToken word, SqlToken next) =>
        (word.Is(sql, "MERGE") && (next.Is(sql, "JOIN") || next.Is(sql, "UNION") || next.Is(sql, ')') || next.Is(sql, ',')))
        || (word.Is(sql, "USE") && (next.Is(sql, "HINT") || next.Is(sql, "PLAN")));
}
