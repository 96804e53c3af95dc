using System.Globalization;
using DbaPS.Errors;
using DbaPS.Tools;

namespace DbaPS.PostgreSql.Sandboxes;

/// <summary>The account a sandbox's server runs under: our own, or for root, whom the server refuses, <c>postgres</c> or <c>nobody</c>.</summary>
internal sealed class ServerAccount
{
    private readonly (string Name, string User, string Group)? _other;

    private ServerAccount((string Name, string User, string Group)? other) => _other = other;

    /// <exception cref="DbaException">We are root and no other account can be used.</exception>
    public static ServerAccount Choose()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null);
        }
        var accounts = File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var chosen = accounts.Find(fields => fields[0] == "postgres") ?? accounts.Find(fields => fields[0] == "nobody")
            ?? throw new DbaException(DbaErrors.ToolMissing("An account for the server", "it refuses to run as root, and there is neither a user postgres nor nobody.", "Run as an ordinary user, or add a user postgres."));
        return new ServerAccount((chosen[0], chosen[2], chosen[3]));
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

    /// <summary>Runs a program under the account to its end.</summary>
    /// <exception cref="DbaException">It failed; the message is what it said.</exception>
    public Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (file, all) = Command(program, arguments);
        return RunToEndAsync(file, all, program, cancellationToken);
    }

    private static async Task RunToEndAsync(string file, IReadOnlyList<string> arguments, string? shown, CancellationToken cancellationToken)
    {
        // Messages are matched and reported: the same on every machine.
        var result = await ToolRunner.RunAsync(file, arguments, new Dictionary<string, string?> { ["LC_ALL"] = "C", ["LC_MESSAGES"] = "C" }, cancellationToken: cancellationToken);
        if (result.ExitCode != 0)
        {
            var said = string.Join(" ", (result.Errors + "\n" + result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(6));
            throw new DbaException(PostgreSqlSandboxErrors.ProgramFailed(Path.GetFileName(shown ?? file), result.ExitCode, said));
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
