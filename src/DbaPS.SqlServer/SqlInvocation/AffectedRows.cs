using System.Data.Common;
using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>The end of a statement: how many rows it changed.</summary>
internal sealed class AffectedRows(DbDataReader reader) : SqlResult
{
    public override IReadOnlyList<SqlColumn> Columns => [];

    public override DbDataReader Reader => reader;

    public override long? RowsAffected => reader.RecordsAffected < 0 ? null : reader.RecordsAffected;

    public override Task<bool> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(false);
}
