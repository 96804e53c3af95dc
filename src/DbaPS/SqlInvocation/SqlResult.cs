using System.Data.Common;

namespace DbaPS.SqlInvocation;

/// <summary>One result of a statement: rows, or only how many it changed.</summary>
public abstract class SqlResult
{
    /// <summary>The columns; empty where the statement gives no rows. To be asked for after the first <see cref="ReadAsync"/>: an engine may need to see a row.</summary>
    public abstract IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>What the columns' cells read from.</summary>
    public abstract DbDataReader Reader { get; }

    /// <summary>Rows the statement inserted, updated or deleted; null where it did none of these. Known after the last row.</summary>
    public abstract long? RowsAffected { get; }

    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="Errors.DbaException">The statement failed after it had begun to give rows.</exception>
    public abstract Task<bool> ReadAsync(CancellationToken cancellationToken);
}
