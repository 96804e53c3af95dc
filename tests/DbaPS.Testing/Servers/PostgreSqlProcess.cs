using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DbaPS.Testing.Servers;

/// <summary>The postmaster over one data folder: started as our child, ended by its process id.</summary>
internal sealed class PostgreSqlProcess(string programFolder, string dataFolder, string logFile)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FastShutdownTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OrphanTimeout = TimeSpan.FromSeconds(2);

    private Process? _postmaster;

    /// <summary>Null while the server is stopped.</summary>
    public int? Id => _postmaster is { HasExited: false } running ? running.Id : null;

    public string Log => File.Exists(logFile) ? ReadShared(logFile) : "";

    /// <summary>Starts the server and waits until it takes connections; false when it ended instead, or took too long.</summary>
    public async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        if (Id is not null)
        {
            throw new InvalidOperationException("The server is running.");
        }

        Forget();

        // The shell only turns the output to the log and becomes the server: the process id stays.
        var command = ServerAccount.Command(Path.Combine(programFolder, "postgres"), "-D", dataFolder);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", logFile, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C";
        _postmaster = Process.Start(start)!;
        var patience = Stopwatch.StartNew();
        while (!_postmaster.HasExited)
        {
            if (IsReady(_postmaster.Id))
            {
                return true;
            }

            if (patience.Elapsed > StartTimeout)
            {
                await CrashAsync(cancellationToken);
                return false;
            }

            await Task.Delay(10, cancellationToken);
        }

        Forget();
        return false;
    }

    /// <summary>PostgreSQL's "fast" shutdown. Does nothing when the server is stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_postmaster is not { } postmaster)
        {
            return;
        }

        Unix.Signal(postmaster.Id, Unix.Interrupt);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FastShutdownTimeout);
        try
        {
            await postmaster.WaitForExitAsync(patience.Token);
            Forget();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await CrashAsync(cancellationToken);
        }
    }

    /// <summary>Kills the postmaster and waits until none of its processes is left.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken)
    {
        var postmaster = _postmaster ?? throw new InvalidOperationException("The server is not running.");
        var children = Unix.ChildrenOf(postmaster.Id);
        Unix.Signal(postmaster.Id, Unix.Kill);
        await postmaster.WaitForExitAsync(cancellationToken);

        // The children end by themselves once they notice; a busy one takes a while, and a new postmaster refuses to start beside it.
        var patience = Stopwatch.StartNew();
        while (children.Any(Unix.IsRunning))
        {
            if (patience.Elapsed > OrphanTimeout)
            {
                foreach (var child in children.Where(Unix.IsRunning))
                {
                    Unix.Signal(child.Id, Unix.Kill);
                }
            }

            await Task.Delay(10, cancellationToken);
        }

        Forget();
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private bool IsReady(int processId)
    {
        try
        {
            // The eighth line turns to "ready" when connections are taken; the first tells our file from a crashed server's.
            var lines = ReadShared(Path.Combine(dataFolder, "postmaster.pid")).Split('\n');
            return lines.Length > 7
                && lines[0] == processId.ToString(CultureInfo.InvariantCulture)
                && lines[7].StartsWith("ready", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Not written yet, or just being taken away by a server that gives up.
            return false;
        }
    }

    private void Forget()
    {
        _postmaster?.Dispose();
        _postmaster = null;
    }
}
