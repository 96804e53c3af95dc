using DbaPS.Errors;
using DbaPS.Restores;

namespace DbaPS.Sqlite.Restores;

/// <summary>Runs a query that must be true, on a link that can't write.</summary>
internal sealed class SqliteAssertion : ISqlAssertion
{
    private readonly SqliteSession _session;

    public SqliteAssertion(SqliteSession session) => _session = session;

    public Task<bool> HoldsAsync(string sql, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var link = _session.OpenReadOnlyLink(cancellationToken);
            using var statement = link.Prepare(sql, out _);
            if (statement.IsInvalid || SqliteApi.sqlite3_stmt_readonly(statement) == 0 || SqliteApi.sqlite3_column_count(statement) == 0)
            {
                throw new DbaException(DbaErrors.InvalidParameter("Assert", sql, "it is not a query."));
            }
            var holds = false;
            while (link.Step(statement, sql))
            {
                // As SQLite's WHERE takes a value: a number other than 0, or a text that begins like one.
                holds = SqliteApi.sqlite3_column_type(statement, 0) != SqliteApi.SQLITE_NULL && SqliteApi.sqlite3_column_double(statement, 0) != 0;
                if (!holds)
                {
                    return false;
                }
            }
            return holds;
        },
        cancellationToken);
}
