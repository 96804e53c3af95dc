using System.Data.Common;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>A statement's result on its way from the server.</summary>
internal sealed class MySqlResult(DbDataReader reader, IReadOnlyList<SqlColumn> columns, bool changes, Func<Task<bool>, Task<bool>> guard) : SqlResult
{
    public override IReadOnlyList<SqlColumn> Columns => columns;

    public override DbDataReader Reader => reader;

    public override long? RowsAffected => changes && columns.Count == 0 && reader.RecordsAffected >= 0 ? reader.RecordsAffected : null;

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (columns.Count == 0)
        {
            return Task.FromResult(false);
        }
        var row = reader.ReadAsync(cancellationToken);
        return row.IsCompletedSuccessfully ? row : guard(row);
    }
}
