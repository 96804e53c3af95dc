namespace DbaPS.SqlInvocation;

/// <summary>One connection on which statements run one after another. Disposing of it rolls back what was not committed.</summary>
public interface ISqlChannel : IAsyncDisposable
{
    /// <summary>
    /// Runs one statement. Its results must be read in order and each before the next. Cancelling the token, or leaving a
    /// result before its end, ends the statement on the server.
    /// </summary>
    /// <param name="parameters">Values by name, without the sign (<c>@</c>, <c>:</c>, <c>$</c>); those the statement does not name are left out.</param>
    /// <exception cref="Errors.DbaException">The statement failed.</exception>
    IAsyncEnumerable<SqlResult> RunAsync(string statement, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken);

    /// <summary>Keeps the work of the transaction the channel was opened with.</summary>
    Task CommitAsync(CancellationToken cancellationToken);
}
