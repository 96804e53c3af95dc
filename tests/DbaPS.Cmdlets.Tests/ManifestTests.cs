using System.Text.RegularExpressions;
using DbaPS.Operations;

namespace DbaPS.Cmdlets.Tests;

/// <summary>The manifest names everything, and nothing that is not there.</summary>
public sealed partial class ManifestTests
{
    private static readonly string Manifest = File.ReadAllText(Path.Combine(Repository.Module, "DbaPS.psd1"));

    [Fact]
    public void Exports_are_the_operations() => Assert.Equal(OperationCatalog.All.Select(o => o.Name).Order(StringComparer.Ordinal), List("CmdletsToExport").Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_else_is_exported()
    {
        Assert.Empty(List("FunctionsToExport"));
        Assert.Empty(List("AliasesToExport"));
        Assert.Empty(List("VariablesToExport"));
    }

    [Fact]
    public void Version_is_the_builds() => Assert.Equal(typeof(ErrorRecords).Assembly.GetName().Version!.ToString(3), Value("ModuleVersion"));

    [Fact]
    public void It_asks_for_what_the_assemblies_need()
    {
        Assert.Equal("bin/DbaPS.Cmdlets.dll", Value("RootModule"));
        Assert.Equal("7.4", Value("PowerShellVersion"));
        Assert.Equal(["Core"], List("CompatiblePSEditions"));
    }

    private static string Value(string field) => Regex.Match(Manifest, $@"^\s*{field}\s*=\s*'([^']*)'", RegexOptions.Multiline).Groups[1].Value;

    private static string[] List(string field)
    {
        var list = Regex.Match(Manifest, $@"^\s*{field}\s*=\s*@\(([^)]*)\)", RegexOptions.Multiline);
        Assert.True(list.Success, $"The manifest has no list {field}.");
        return [.. Quoted().Matches(list.Groups[1].Value).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
