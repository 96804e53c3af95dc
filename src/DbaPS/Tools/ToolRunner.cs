using System.ComponentModel;
using System.Diagnostics;
using DbaPS.Errors;

namespace DbaPS.Tools;

/// <summary>The one place that starts other programs: arguments as a list, no shell, secrets through the environment, stopped on cancellation.</summary>
public static class ToolRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">File name or path.</param>
    /// <param name="arguments">Each one argument, never quoted together.</param>
    /// <param name="environment">Variables to add; the way to hand over a password.</param>
    /// <param name="output">Receives standard output as it comes; without it the text is returned.</param>
    public static async Task<ToolResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        Stream? output = null,
        CancellationToken cancellationToken = default)
    {
        using var process = new Process { StartInfo = Describe(program, arguments, environment) };
        Start(process, program);
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string text = "";
            if (output is null)
            {
                text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            }
            else
            {
                await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            }
            var errorText = await errors;
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(process.ExitCode, text, errorText);
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    /// <summary>Starts a program that stays; its output is drained; the caller owns the process.</summary>
    public static Process StartDetached(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var process = new Process { StartInfo = Describe(program, arguments, environment) };
        Start(process, program);
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            info.Environment[name] = value;
        }
        return info;
    }

    private static void Start(Process process, string program)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new DbaException(DbaErrors.ToolMissing(program, failure.Message, "Install it, or name its folder with -ToolPath."));
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had already ended.
        }
    }
}
