using System.Diagnostics;

namespace DbaPS.Cli.Tests;

/// <summary>Runs the real program, with a folder of its own for what it remembers.</summary>
internal sealed class Dbaps : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The program the build left, in the configuration of these tests.</summary>
    public static string Program { get; } =
        Path.Combine(Root(), "artifacts", "bin", "DbaPS.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "DbaPS.Cli.dll");

    /// <summary>A folder that goes away with the test; also the program's current folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("dbaps-cli-").FullName;

    /// <summary>Variables for the program beside DBAPS_HOME.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Runs it with an empty standard input.</summary>
    public Task<CliResult> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public async Task<CliResult> RunWithInputAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    /// <summary>Starts it and leaves its standard input open.</summary>
    public Process Start(params string[] arguments) => StartProgram("dotnet", [Program, .. arguments]);

    /// <summary>Starts another program in the same surroundings: one that runs ours and looks on.</summary>
    public Process StartProgram(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        info.Environment["DBAPS_HOME"] = Path.Combine(Folder, "home");
        // Sandboxes live in the folder for temporary files, and so apart from those of other tests.
        info.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(Folder, "tmp")).FullName;
        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }
        return Process.Start(info)!;
    }

    public static async Task<CliResult> EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var (printed, said) = (await output, await errors);
            await process.WaitForExitAsync(limit.Token);
            return new CliResult(process.ExitCode, printed, said);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DbaPS.sln")))
        {
            folder = folder.Parent!;
        }
        return folder.FullName;
    }
}
