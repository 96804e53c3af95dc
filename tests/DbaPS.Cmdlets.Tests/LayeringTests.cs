using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DbaPS.Cmdlets.Tests;

/// <summary>Three rings, arrows inward: read from the built assemblies and the sources.</summary>
public sealed class LayeringTests
{
    public static TheoryData<string> Engines =>
        [.. Directory.EnumerateFiles(Repository.Source, "part.json", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!))];

    [Fact]
    public void The_model_needs_the_base_library_only()
    {
        Assert.DoesNotContain(References("DbaPS"), r => IsForeign(r) || r == "System.Management.Automation");
        Assert.DoesNotContain("PackageReference", File.ReadAllText(Path.Combine(Repository.Source, "DbaPS", "DbaPS.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void Cmdlets_see_the_model_and_PowerShell() => Assert.Equal(["DbaPS", "System.Management.Automation"], References("DbaPS.Cmdlets").Where(r => IsForeign(r) || r == "System.Management.Automation").Order(StringComparer.Ordinal));

    [Fact]
    public void The_console_sees_the_model_and_its_drawing_library() => Assert.Equal(["DbaPS", "Spectre.Console"], References("DbaPS.Cli").Where(IsForeign).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_engine_sees_the_model_and_its_driver(string project)
    {
        var ours = References(project).Where(r => r.StartsWith("DbaPS", StringComparison.Ordinal));
        Assert.Equal(["DbaPS"], ours);
        Assert.DoesNotContain("System.Management.Automation", References(project));
    }

    [Theory]
    [InlineData("DbaPS.PostgreSql", "Npgsql", "PostgreSqlDriver.cs")]
    [InlineData("DbaPS.Sqlite", "Microsoft.Data.Sqlite", "SqliteDriver.cs")]
    [InlineData("DbaPS.Sqlite", "SQLitePCL", "SqliteDriver.cs")]
    public void One_file_names_the_driver(string project, string driver, string file) =>
        Assert.Equal([file], SourcesOf(project).Where(f => File.ReadAllText(f).Contains(driver, StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void One_file_names_the_streams()
    {
        string[] streams = ["WriteObject", "WriteError", "WriteWarning", "WriteVerbose", "WriteProgress", "WriteDebug", "WriteInformation", "ShouldProcess(", "ShouldContinue", "ThrowTerminatingError"];
        Assert.Equal(["CmdletPipeline.cs"], SourcesOf("DbaPS.Cmdlets").Where(f => streams.Any(s => File.ReadAllText(f).Contains(s, StringComparison.Ordinal))).Select(Path.GetFileName));
    }

    [Fact]
    public void One_file_talks_to_the_console() =>
        Assert.Equal(["Terminal.cs"], SourcesOf("DbaPS.Cli").Where(f => File.ReadAllText(f).Contains(" Console.", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void The_module_brings_no_foreign_assembly_into_PowerShells_context()
    {
        var bin = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "output", "DbaPS")).Select(v => Path.Combine(v, "bin"));
        Assert.All(bin, folder => Assert.Equal(["DbaPS.Cmdlets.dll", "DbaPS.dll"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    private static bool IsForeign(string reference) =>
        !reference.StartsWith("System.", StringComparison.Ordinal) && !reference.StartsWith("Microsoft.Win32", StringComparison.Ordinal) && reference is not ("netstandard" or "System" or "mscorlib");

    private static IEnumerable<string> SourcesOf(string project) => Directory.EnumerateFiles(Path.Combine(Repository.Source, project), "*.cs", SearchOption.AllDirectories);

    private static List<string> References(string project)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        using var stream = File.OpenRead(Path.Combine(Repository.Root, "artifacts", "bin", project, configuration, project + ".dll"));
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }
}
