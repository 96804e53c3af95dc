using System.Data.Common;
using DbaPS.SqlInvocation;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>A statement's result on its way from the server.</summary>
internal sealed class PostgreSqlResult(DbDataReader reader, IReadOnlyList<SqlColumn> columns, Func<Exception, Exception> explain) : SqlResult
{
    public override IReadOnlyList<SqlColumn> Columns => columns;

    public override DbDataReader Reader => reader;

    public override long? RowsAffected => reader.RecordsAffected < 0 ? null : reader.RecordsAffected;

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var row = reader.ReadAsync(cancellationToken);
        return row.IsCompletedSuccessfully ? row : GuardAsync(row);
    }

    private async Task<bool> GuardAsync(Task<bool> row)
    {
        try
        {
            return await row;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw explain(failure);
        }
    }
}
