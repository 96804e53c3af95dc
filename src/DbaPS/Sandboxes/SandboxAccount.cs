using System.Globalization;
using DbaPS.Errors;
using DbaPS.Tools;

namespace DbaPS.Sandboxes;

/// <summary>The account a sandbox's server runs under: our own, or for root, whom the server refuses, <c>postgres</c> or <c>nobody</c>.</summary>
public sealed class SandboxAccount
{
    private readonly (string Name, string User, string Group)? _other;

    private SandboxAccount((string Name, string User, string Group)? other) => _other = other;

    /// <summary>The account for this process's user.</summary>
    /// <exception cref="DbaException">We are root and no other account can be used.</exception>
    public static SandboxAccount Choose()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new SandboxAccount(null);
        }
        var accounts = File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var chosen = accounts.Find(fields => fields[0] == "postgres") ?? accounts.Find(fields => fields[0] == "nobody")
            ?? throw new DbaException(DbaErrors.ToolMissing("An account for the server", "it refuses to run as root, and there is neither a user postgres nor nobody.", "Run as an ordinary user, or add a user postgres."));
        return new SandboxAccount((chosen[0], chosen[2], chosen[3]));
    }

    /// <summary>Gives one file or folder, not what is below it, to the account.</summary>
    public async Task TakeAsync(string path, CancellationToken cancellationToken)
    {
        if (_other is { } account)
        {
            // -h: a link is changed itself, never what it leads to.
            await RunToEndAsync("chown", ["-h", $"{account.User}:{account.Group}", path], null, cancellationToken);
        }
    }

    /// <summary>Makes sure that the account may enter a folder: a closed one on the way is told apart from all else that a program may fail by.</summary>
    /// <exception cref="DbaException">It may not; the message names the folder that is closed to it.</exception>
    public async Task CheckEntryAsync(string folder, CancellationToken cancellationToken)
    {
        if (_other is not { } account || await MayEnterAsync(folder, cancellationToken))
        {
            return;
        }
        var way = new Stack<string>();
        for (var step = Path.GetFullPath(folder); Path.GetDirectoryName(step) is { } parent; step = parent)
        {
            way.Push(step);
        }
        foreach (var step in way)
        {
            if (!await MayEnterAsync(step, cancellationToken))
            {
                throw new DbaException(DbaErrors.SandboxFolderClosed(folder, step, account.Name));
            }
        }
    }

    /// <summary>Runs a program under the account to its end.</summary>
    /// <exception cref="DbaException">It failed; the message is what it said.</exception>
    public Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (file, all) = Command(program, arguments);
        return RunToEndAsync(file, all, program, cancellationToken);
    }

    /// <summary>Starts a server that lives on when this process ends; what it prints goes to a file. The process id is the server's.</summary>
    /// <exception cref="DbaException">The program can't be started.</exception>
    public int Start(string program, IReadOnlyList<string> arguments, string log)
    {
        // The shell turns its output to the file and becomes the server. In a session of its own no terminal's Ctrl+C reaches it.
        string[] shell = ["/bin/sh", "-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", log, program];
        var (file, all) = Command(Find("setsid") is { } session ? session : shell[0], Find("setsid") is null ? [.. shell[1..], .. arguments] : [.. shell, .. arguments]);
        using var process = ToolRunner.StartDetached(file, all, new Dictionary<string, string?> { ["LC_ALL"] = "C", ["LC_MESSAGES"] = "C" });
        return process.Id;
    }

    private async Task<bool> MayEnterAsync(string folder, CancellationToken cancellationToken)
    {
        var (file, arguments) = Command("/bin/sh", ["-c", "cd -- \"$1\"", "sh", folder]);
        return (await ToolRunner.RunAsync(file, arguments, cancellationToken: cancellationToken)).ExitCode == 0;
    }

    private static async Task RunToEndAsync(string file, IReadOnlyList<string> arguments, string? shown, CancellationToken cancellationToken)
    {
        // Messages are matched and reported: the same on every machine.
        var result = await ToolRunner.RunAsync(file, arguments, new Dictionary<string, string?> { ["LC_ALL"] = "C", ["LC_MESSAGES"] = "C" }, cancellationToken: cancellationToken);
        if (result.ExitCode != 0)
        {
            var said = string.Join(" ", (result.Errors + "\n" + result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(6));
            throw new DbaException(DbaErrors.SandboxNotStarted(Path.GetFileName(shown ?? file), result.ExitCode, said));
        }
    }

    private (string File, IReadOnlyList<string> Arguments) Command(string program, IReadOnlyList<string> arguments)
    {
        if (_other is not { } account)
        {
            return (program, arguments);
        }
        if (Find("setpriv") is { } setpriv)
        {
            return (setpriv, [$"--reuid={account.User}", $"--regid={account.Group}", "--clear-groups", "--", program, .. arguments]);
        }
        if (Find("runuser") is { } runuser)
        {
            return (runuser, ["-u", account.Name, "--", program, .. arguments]);
        }
        if (Find("sudo") is { } sudo)
        {
            return (sudo, ["-n", "-u", string.Create(CultureInfo.InvariantCulture, $"#{account.User}"), "--", program, .. arguments]);
        }
        throw new DbaException(DbaErrors.ToolMissing("setpriv", "the server refuses to run as root, and this starts it as another user.", "Install util-linux, or run as an ordinary user."));
    }

    private static string? Find(string name) =>
        ((string[])["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"]).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
