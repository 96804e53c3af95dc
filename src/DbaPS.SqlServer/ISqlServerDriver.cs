using System.Data.Common;
using DbaPS.SqlServer.Connections;

namespace DbaPS.SqlServer;

/// <summary>What the engine needs of its driver beyond the base classes of .NET. The adapter has the one implementation.</summary>
internal interface ISqlServerDriver
{
    /// <summary>The driver's version, for messages.</summary>
    Version Version { get; }

    /// <summary>A pooled connection, not yet open.</summary>
    /// <param name="onMessage">Receives what the server says beside its results.</param>
    DbConnection Create(SqlServerLogin login, Action<SqlServerMessage>? onMessage);

    /// <summary>What the server answered, when a failure is an answer of the server's or of the driver's own; null otherwise.</summary>
    SqlServerFailure? Explain(Exception failure);

    /// <summary>A column of the current row as bytes, for types whose assembly the client does not have.</summary>
    byte[] ReadBytes(DbDataReader reader, int ordinal);

    /// <summary>Streams rows into a table by the bulk protocol. Constraints are checked and triggers fire, as for any insert.</summary>
    /// <param name="table">Quoted, with its schema.</param>
    /// <param name="columns">The table's columns, in the order of the rows' own.</param>
    /// <param name="onRows">Receives the number of rows sent, now and then.</param>
    Task BulkCopyAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, DbDataReader rows, TimeSpan timeout, Action<long>? onRows, CancellationToken cancellationToken);

    /// <summary>Closes the idle connections of a login's pool.</summary>
    void ClearPool(SqlServerLogin login);
}
