using System.Globalization;
using DbaPS.Errors;
using DbaPS.Restores;

namespace DbaPS.Sqlite.Restores;

/// <summary>SQLite's own <c>integrity_check</c>: every page, every index against its table, NOT NULL, CHECK and STRICT types, FTS5 indexes.</summary>
internal sealed class SqliteIntegrityChecker : IIntegrityChecker
{
    private const string Method = "integrity_check";

    private readonly SqliteSession _session;

    public SqliteIntegrityChecker(SqliteSession session) => _session = session;

    public async Task<IntegrityResult> CheckAsync(int jobs, CancellationToken cancellationToken)
    {
        try
        {
            return await _session.RunAsync(
                link =>
                {
                    var objects = Convert.ToInt64(link.Scalar("SELECT count(*) FROM sqlite_schema WHERE rootpage > 0"), CultureInfo.InvariantCulture);
                    var lines = link.Query("PRAGMA integrity_check(1000)").Select(r => r.Text("integrity_check")).ToList();
                    return new IntegrityResult(Method, objects, lines is ["ok"] ? [] : lines);
                },
                cancellationToken);
        }
        catch (DbaException failure) when (failure.Error.Id is "DatabaseDamaged" or "NotADatabase")
        {
            // Some damage makes the check itself stop.
            return new IntegrityResult(Method, 0, [failure.Error.Message]);
        }
    }
}
