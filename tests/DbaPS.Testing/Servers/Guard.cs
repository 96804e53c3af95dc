using System.Diagnostics;

namespace DbaPS.Testing.Servers;

/// <summary>
/// A shell that waits for our end and then cleans up: servers, mounts and folders go even when the tests are killed.
/// It learns of our end by its standard input closing; after an orderly end it is told to do nothing.
/// </summary>
internal sealed class Guard : IDisposable
{
    private readonly Process _shell;

    /// <param name="cleanUp">What the shell runs; its arguments are <c>$1</c>, <c>$2</c> …</param>
    /// <param name="arguments">The values of <c>$1</c>, <c>$2</c> …</param>
    public Guard(string cleanUp, params string[] arguments)
    {
        // An interrupt at the terminal reaches the whole group: the guard has to outlive it to do its work.
        var script = $"trap '' INT TERM HUP; read -r word; [ \"$word\" = done ] && exit 0; {cleanUp}";
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in (string[])["-c", script, "guard", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _shell = Process.Start(start)!;
    }

    /// <summary>Everything is cleaned up already.</summary>
    public void Dispose()
    {
        try
        {
            _shell.StandardInput.WriteLine("done");
            _shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // The guard is gone, and with it what it would have done: nothing is left to tell it.
        }

        _shell.Dispose();
    }
}
