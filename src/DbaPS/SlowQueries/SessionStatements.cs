using DbaPS.Sql;

namespace DbaPS.SlowQueries;

/// <summary>
/// Statements that only set up a session or a transaction: what pools, drivers and dumps send around a query. COMMIT is not among them:
/// it waits for the log to be written, which is worth knowing.
/// </summary>
internal static class SessionStatements
{
    private static readonly string[] Alone = ["SET", "RESET", "DISCARD", "ROLLBACK", "SAVEPOINT", "RELEASE"];

    private static readonly string[] AfterBegin = ["TRANSACTION", "TRAN", "WORK", "ISOLATION", "READ"];

    /// <param name="tokens">The statement's significant tokens.</param>
    public static bool Contains(string sql, IReadOnlyList<SqlToken> tokens)
    {
        var end = tokens.Count > 0 && tokens[^1].Is(sql, ';') ? tokens.Count - 1 : tokens.Count;
        if (end == 0)
        {
            return false;
        }
        for (var i = 1; i < end; i++)
        {
            // A value that is computed may be a query of the user's, and a second statement is one.
            if (tokens[i].Is(sql, '(') || tokens[i].Is(sql, ';'))
            {
                return false;
            }
        }
        return Array.Exists(Alone, word => tokens[0].Is(sql, word))
            || (tokens[0].Is(sql, "START") && end > 1 && tokens[1].Is(sql, "TRANSACTION"))
            || (tokens[0].Is(sql, "BEGIN") && (end == 1 || Array.Exists(AfterBegin, word => tokens[1].Is(sql, word))))
            // The weakest lock, which keeps out nothing but a change of the table itself: dumps take it.
            || (tokens[0].Is(sql, "LOCK") && end > 3 && tokens[end - 3].Is(sql, "ACCESS") && tokens[end - 2].Is(sql, "SHARE") && tokens[end - 1].Is(sql, "MODE"));
    }
}
