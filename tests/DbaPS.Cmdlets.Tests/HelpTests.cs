using System.Xml.Linq;
using DbaPS.ModuleWriter;
using DbaPS.Operations;

namespace DbaPS.Cmdlets.Tests;

/// <summary>Each cmdlet has its page, with examples, and the page's table of parameters is today's. <c>UPDATE_GOLDEN=1</c> rewrites the tables.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Operations => Surface.Operations;

    [Theory]
    [MemberData(nameof(Operations))]
    public void Page_has_description_and_examples(string name)
    {
        var page = HelpPage.Load(PathOf(name));
        Assert.Equal(name, page.Name);
        Assert.True(page.Description.Count > 0, $"docs/en-US/{name}.md has no description.");
        Assert.True(page.Examples.Count > 0, $"docs/en-US/{name}.md has no example.");
        Assert.All(page.Examples, e => Assert.True(e.Code.Contains(name, StringComparison.OrdinalIgnoreCase), $"The example '{e.Title}' has no {name}."));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Page_lists_todays_parameters(string name)
    {
        Assert.True(File.Exists(PathOf(name)), $"docs/en-US/{name}.md is missing.");
        var today = File.ReadAllText(PathOf(name));
        var fresh = ParameterSection.Refresh(today, OperationCatalog.Find(name)!);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(PathOf(name), fresh);
            return;
        }
        Assert.Equal(fresh, today);
    }

    [Fact]
    public void No_page_is_left_over() => Assert.DoesNotContain(
        Directory.EnumerateFiles(Repository.Docs, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)),
        n => !n.StartsWith("about_", StringComparison.Ordinal) && OperationCatalog.Find(n) is null);

    [Fact]
    public void Maml_holds_every_cmdlet_with_its_examples()
    {
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        var maml = Maml.Write(OperationCatalog.All.Select(o => (o, HelpPage.Load(PathOf(o.Name)))));
        foreach (var element in maml.Root!.Elements(command + "command"))
        {
            var name = element.Element(command + "details")!.Element(command + "name")!.Value;
            Assert.Equal(HelpPage.Load(PathOf(name)).Examples.Count, element.Descendants(command + "example").Count());
            Assert.Equal(ParameterHelp.Of(OperationCatalog.Find(name)!).Count, element.Element(command + "parameters")!.Elements().Count());
        }
        Assert.Equal(OperationCatalog.All.Count, maml.Root!.Elements().Count());
    }

    [Fact]
    public void About_topic_fits_a_console()
    {
        var text = AboutTopic.ToText(File.ReadAllText(Path.Combine(Repository.Docs, "about_DbaPS.md")));
        Assert.StartsWith("TOPIC\n    about_DbaPS", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    private static string PathOf(string name) => Path.Combine(Repository.Docs, name + ".md");
}
