using System.Globalization;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Testing.Servers;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// Import of the laid-out module against that of a binary module with one empty cmdlet, bare and with a manifest, each in a fresh pwsh. Only
/// the import is timed.
/// </summary>
internal static class ImportComparison
{
    private const double MostMilliseconds = 60;

    private const string EmptyModule = "using System.Management.Automation; [Cmdlet(\"Get\", \"Nothing\")] public class GetNothing : Cmdlet { }";

    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string module = FindModule();
        string empty = Path.Combine(bench.Folder, "empty.dll"), manifest = Path.Combine(bench.Folder, "empty.psd1");
        try
        {
            await bench.ShellAsync($"pwsh -NoProfile -NonInteractive -Command \"Add-Type -OutputAssembly '{empty}' -TypeDefinition '{EmptyModule.Replace("\"", "\\\"", StringComparison.Ordinal)}'; New-ModuleManifest '{manifest}' -RootModule empty.dll -CmdletsToExport Get-Nothing -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()\"");
        }
        catch (InvalidOperationException failure)
        {
            throw new ServerUnavailableException($"PowerShell is not on this machine, or does not work: {failure.Message}", "Install PowerShell 7.4 or newer.");
        }
        return [await CompareAsync("import against an empty binary module", empty), await CompareAsync("import against an empty binary module with a manifest", manifest)];

        async Task<Outcome> CompareAsync(string name, string against)
        {
            Outcome outcome = await Interleaved.RunAsync(name, null, bench.Options.Pairs, () => TimeAsync(module), () => TimeAsync(against));
            double more = Statistics.Median(outcome.Pairs.Select(p => (p.Ours.Seconds - p.Theirs.Seconds) * 1000));
            double cpu = Statistics.Median(outcome.Pairs.Select(p => (p.Ours.ClientCpu - p.Theirs.ClientCpu) * 1000));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {more:0} ms more ({cpu:0} ms of CPU time of the whole process); the aim is at most {MostMilliseconds:0} ms."));
            return outcome;
        }

        async Task<Sample> TimeAsync(string path)
        {
            string seconds = "";
            Sample sample = await bench.TimeAsync(async () =>
            {
                seconds = await bench.ShellAsync($"pwsh -NoProfile -NonInteractive -Command \"\\$c = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{path}'; \\$c.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)\"");
                return 0;
            });
            return sample with { Seconds = double.Parse(seconds, CultureInfo.InvariantCulture) };
        }
    }

    private static string FindModule()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            DirectoryInfo output = new(Path.Combine(folder.FullName, "output", "DbaPS"));
            if (output.Exists && output.EnumerateFiles("DbaPS.psd1", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal).LastOrDefault() is { } found)
                return found.FullName;
        }
        throw new ServerUnavailableException("The module is not laid out.", "Run dotnet build DbaPS.sln -c Release first.");
    }
}
