using DbaPS.Errors;
using DbaPS.Restores;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Restores;

/// <summary>DBCC CHECKDB: every page, every index against its table, allocation and the catalogue.</summary>
internal sealed class SqlServerIntegrity(SqlServerSession session) : IIntegrityChecker
{
    /// <summary>0 is the session's own database.</summary>
    internal const string Sql = "DBCC CHECKDB (0) WITH NO_INFOMSGS, ALL_ERRORMSGS, TABLERESULTS";

    private const string Method = "DBCC CHECKDB";
    private const int LeastSevere = 11;

    public async Task<IntegrityResult> CheckAsync(int jobs, CancellationToken cancellationToken)
    {
        var tables = await session.ReadFirstAsync(SqlScript.Load<SqlServerIntegrity>("Restores/IntegrityTargets.sql"), row => row.Int64("objects"), cancellationToken: cancellationToken);
        var problems = new List<string>();
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken);
            await using var command = session.Command(connection, Sql, timeout: TimeSpan.Zero);
            await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken, statement: Sql);
            var row = new RowReader(reader);
            while (await session.TryAsync(() => reader.ReadAsync(cancellationToken), cancellationToken))
            {
                if (row.Int64("Level") >= LeastSevere)
                {
                    problems.Add(row.Text("MessageText"));
                }
            }
            return new IntegrityResult(Method, tables, problems);
        }
        catch (DbaException failure) when (failure.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            return new IntegrityResult(null, 0, [], $"{failure.Error.Message} DBCC CHECKDB needs membership of db_owner.");
        }
        catch (DbaException failure) when (failure.Error.Category == DbaErrorCategory.InvalidData)
        {
            // Some damage ends the check itself.
            return new IntegrityResult(Method, tables, [.. problems, failure.Error.Message]);
        }
    }
}
