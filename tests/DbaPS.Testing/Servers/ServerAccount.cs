namespace DbaPS.Testing.Servers;

/// <summary>The account servers run under: ours, or as root (which servers refuse) <c>postgres</c>, else <c>nobody</c>.</summary>
internal static class ServerAccount
{
    private static readonly Lazy<string?> Unprivileged = new(Choose);

    /// <summary>The command with what is needed in front to run it under the account. The process keeps the id it is started with.</summary>
    public static IReadOnlyList<string> Command(params IEnumerable<string> command)
    {
        if (Unprivileged.Value is not { } account)
        {
            return [.. command];
        }

        var (user, group) = Split(account);
        return [Tool.Find("setpriv")!, $"--reuid={user}", $"--regid={group}", "--clear-groups", "--", .. command];
    }

    /// <summary>Gives files below the folders to the account.</summary>
    public static async Task TakeOverAsync(params string[] paths)
    {
        if (Unprivileged.Value is { } account)
        {
            await Tool.RunAsync(["chown", "-R", account, .. paths]);
        }
    }

    private static string? Choose()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new ServerUnavailableException("Test servers are started on Linux only.", "Run the tests there.");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        if (Tool.Find("setpriv") is null)
        {
            throw new ServerUnavailableException("Servers refuse to run as root, and setpriv is missing to start them as another user.", "Install util-linux, or run the tests as an ordinary user.");
        }

        var accounts = File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var chosen = accounts.Find(fields => fields[0] == "postgres") ?? accounts.Find(fields => fields[0] == "nobody")
            ?? throw new ServerUnavailableException("Servers refuse to run as root, and there is neither a user postgres nor nobody.", "Run the tests as an ordinary user.");
        return $"{chosen[2]}:{chosen[3]}";
    }

    private static (string User, string Group) Split(string account)
    {
        var parts = account.Split(':');
        return (parts[0], parts[1]);
    }
}
