using System.Diagnostics;

namespace DbaPS.Cli.Tests;

/// <summary>Keeps every command line that any process of this machine has, as anybody here can see them.</summary>
internal sealed class CommandLineWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Task _watching;

    public CommandLineWatch() => _watching = Task.Run(WatchAsync, CancellationToken.None);

    /// <summary>Stops, and gives what was seen, a line each.</summary>
    public async Task<string> EndAsync()
    {
        await _end.CancelAsync();
        await _watching;
        return string.Join('\n', _seen);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            foreach (var process in Process.GetProcesses())
            {
                using (process)
                {
                    try
                    {
                        _seen.Add((await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline", CancellationToken.None)).Replace('\0', ' '));
                    }
                    catch (IOException)
                    {
                        // It ended meanwhile.
                    }
                }
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
