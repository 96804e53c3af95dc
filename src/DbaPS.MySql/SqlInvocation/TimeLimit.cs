namespace DbaPS.MySql.SqlInvocation;

/// <summary>A token that is also cancelled when a statement's time is over: MySQL's own limit holds for SELECT only. Zero is without limit.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource? _source;

    public TimeLimit(TimeSpan? limit, CancellationToken callerToken)
    {
        CallerToken = callerToken;
        if (limit is { } time && time > TimeSpan.Zero)
        {
            _source = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
            _source.CancelAfter(time);
        }
    }

    public CancellationToken CallerToken { get; }

    public CancellationToken Token => _source?.Token ?? CallerToken;

    public bool IsOver => Token.IsCancellationRequested && !CallerToken.IsCancellationRequested;

    public void Dispose() => _source?.Dispose();
}
