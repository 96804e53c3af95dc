using System.Diagnostics;
using System.Text;

namespace DbaPS.Testing.Servers;

/// <summary>The server over one data folder: started as our child, ended by its process id.</summary>
internal sealed class MySqlProcess(string logFile)
{
    private const int Terminate = 15;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private Process? _server;

    /// <summary>Null while the server is stopped.</summary>
    public int? Id => _server is { HasExited: false } running ? running.Id : null;

    public string Log => File.Exists(logFile) ? ReadShared(logFile) : "";

    /// <summary>Starts the server and waits until it takes connections; false when it ended instead, or took too long.</summary>
    public async Task<bool> TryStartAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        if (Id is not null)
        {
            throw new InvalidOperationException("The server is running.");
        }

        Forget();
        var before = Log.Length;
        // The shell only turns the output to the log and becomes the server: the process id stays.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", logFile, .. ServerAccount.Command(command)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C";
        _server = Process.Start(start)!;
        var patience = Stopwatch.StartNew();
        while (!_server.HasExited)
        {
            if (Log.AsSpan(Math.Min(before, Log.Length)).IndexOf("ready for connections", StringComparison.Ordinal) >= 0)
            {
                return true;
            }

            if (patience.Elapsed > StartTimeout)
            {
                await CrashAsync(cancellationToken);
                return false;
            }

            await Task.Delay(20, cancellationToken);
        }

        Forget();
        return false;
    }

    /// <summary>An orderly shutdown. Does nothing when the server is stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not { } server)
        {
            return;
        }

        Unix.Signal(server.Id, Terminate);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StopTimeout);
        try
        {
            await server.WaitForExitAsync(patience.Token);
            Forget();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await CrashAsync(cancellationToken);
        }
    }

    /// <summary>Kills the server.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken)
    {
        var server = _server ?? throw new InvalidOperationException("The server is not running.");
        Unix.Signal(server.Id, Unix.Kill);
        await server.WaitForExitAsync(cancellationToken);
        Forget();
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private void Forget()
    {
        _server?.Dispose();
        _server = null;
    }
}
