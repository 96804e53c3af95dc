using System.Text.RegularExpressions;
using System.Xml.Linq;
using DbaPS.Engines;
using DbaPS.Operations;

namespace DbaPS.Cmdlets.Tests;

/// <summary>Each type has a default view that names properties it has, and fewer than it has.</summary>
public sealed partial class ViewTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Repository.Module, "Views"), "*.format.ps1xml").Select(f => Path.GetFileName(f)!)];

    public static TheoryData<string> Outputs =>
        [.. OperationCatalog.All.Select(o => o.Attribute.Output).Where(t => t.Assembly == typeof(DbaObject).Assembly && !t.IsAbstract).Select(t => t.FullName!).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void What_a_cmdlet_returns_has_a_view(string type) =>
        Assert.True(File.Exists(PathOf(type.Split('.')[^1] + ".format.ps1xml")), $"module/Views has no view of {type}.");

    [Theory]
    [MemberData(nameof(Files))]
    public void It_shows_properties_of_its_type(string file)
    {
        foreach (var view in XDocument.Load(PathOf(file)).Descendants("View"))
        {
            var name = view.Descendants("TypeName").Single().Value;
            var type = typeof(DbaObject).Assembly.GetType(name);
            Assert.True(type is not null, $"There is no type {name}.");
            Assert.Equal(type.Name + ".format.ps1xml", file);
            var shown = view.Descendants("PropertyName").Select(p => p.Value)
                .Concat(view.Descendants("ScriptBlock").Select(s => PropertyInScript().Match(s.Value).Groups[1].Value)).ToList();
            Assert.DoesNotContain(shown, p => type.GetProperty(p) is null);
            var columns = shown.Except(view.Elements("GroupBy").Descendants("PropertyName").Select(p => p.Value)).Count();
            Assert.True(view.Element("ListControl") is not null || columns < type.GetProperties().Length, "The default view is smaller than the object.");
            Assert.Equal(view.Descendants("TableColumnItem").Count(), view.Descendants("TableColumnHeader").Count());
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sizes_and_durations_are_shown_for_people(string file)
    {
        foreach (var property in XDocument.Load(PathOf(file)).Descendants("PropertyName").Where(p => p.Parent!.Name != "GroupBy"))
        {
            var view = property.Ancestors("View").Single();
            var type = typeof(DbaObject).Assembly.GetType(view.Descendants("TypeName").Single().Value)!.GetProperty(property.Value)!.PropertyType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            Assert.False(property.Value.EndsWith("Bytes", StringComparison.Ordinal) || type == typeof(TimeSpan) || type == typeof(DateTimeOffset), $"{file}: {property.Value} is shown raw.");
        }
    }

    private static string PathOf(string file) => Path.Combine(Repository.Module, "Views", file);

    [GeneratedRegex(@"\$_\.(\w+)")]
    private static partial Regex PropertyInScript();
}
