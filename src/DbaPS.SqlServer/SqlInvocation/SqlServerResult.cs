using System.Data.Common;
using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>One result of a statement on its way from the server.</summary>
internal sealed class SqlServerResult(DbDataReader reader, IReadOnlyList<SqlColumn> columns, Func<Exception, CancellationToken, Exception> explain) : SqlResult
{
    public override IReadOnlyList<SqlColumn> Columns => columns;

    public override DbDataReader Reader => reader;

    /// <summary>Told by a result of its own after the last: the server counts for the whole statement.</summary>
    public override long? RowsAffected => null;

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var row = reader.ReadAsync(cancellationToken);
        return row.IsCompletedSuccessfully ? row : GuardAsync(row, cancellationToken);
    }

    private async Task<bool> GuardAsync(Task<bool> row, CancellationToken cancellationToken)
    {
        try
        {
            return await row;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw explain(failure, cancellationToken);
        }
    }
}
