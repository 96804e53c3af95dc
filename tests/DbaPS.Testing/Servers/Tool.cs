using System.Diagnostics;

namespace DbaPS.Testing.Servers;

/// <summary>Runs a helper program to its end.</summary>
internal static class Tool
{
    /// <summary>The path of a program on PATH or in the system's folders; null when there is none.</summary>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/sbin", "/usr/bin", "/bin"]);
        return folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <exception cref="InvalidOperationException">The program ended with another exit code than 0; the message holds what it said.</exception>
    public static async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken = default)
    {
        var (exitCode, output) = await TryRunAsync(command, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {exitCode}: {output}");
        }
    }

    public static async Task<(int ExitCode, string Output)> TryRunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        // Messages are matched and read by people: the same on every machine.
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, $"{await output}{await errors}".Trim());
    }
}
