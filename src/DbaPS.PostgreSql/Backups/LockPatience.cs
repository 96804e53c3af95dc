using System.Diagnostics;

namespace DbaPS.PostgreSql.Backups;

/// <summary>How long a backup tries to get everything locked. It never waits long while it holds locks; it gives way and tries again.</summary>
internal sealed class LockPatience(TimeSpan limit)
{
    private const int ShortestPause = 20;
    private const int LongestPause = 400;

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private int _pauses;

    public TimeSpan Limit => limit;

    public bool IsOver => _since.Elapsed > limit;

    /// <summary>Begins anew, after locks were had.</summary>
    public void Restart()
    {
        _since.Restart();
        _pauses = 0;
    }

    /// <summary>Lets the others go on for a moment, of random length so that it does not fall into step with a job that runs regularly.</summary>
    public Task PauseAsync(CancellationToken cancellationToken)
    {
        var most = Math.Min(ShortestPause << Math.Min(++_pauses, 5), LongestPause);
#pragma warning disable CA5394 // Nothing secret is drawn.
        return Task.Delay(Random.Shared.Next(ShortestPause, most + 1), cancellationToken);
#pragma warning restore CA5394
    }
}
