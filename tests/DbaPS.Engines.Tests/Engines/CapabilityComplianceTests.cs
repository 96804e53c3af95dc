using System.ComponentModel;
using System.Reflection;
using DbaPS.Operations;
using DbaPS.Parts;

namespace DbaPS.Engines.Tests.Engines;

/// <summary>Every engine has each capability of the model or says why not, loaded as the skins load it.</summary>
public sealed class CapabilityComplianceTests
{
    private static readonly EngineCatalog Catalog = new(PartCatalog.Installed());

    public static TheoryData<string> Names => [.. Catalog.Names];

    [Fact]
    public void The_engines_of_the_module_are_all_laid_out()
    {
        Assert.Contains("PostgreSql", Catalog.Names);
        Assert.Contains("Sqlite", Catalog.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_engine_offers_or_declines_every_capability(string name)
    {
        var table = Catalog.Get(new EngineId(name)).Capabilities;
        Assert.Empty(CapabilityNames.All.Except(table.Offered).Except(table.Declined.Keys).Select(c => c.Name));
        Assert.Empty(table.Offered.Intersect(table.Declined.Keys).Select(c => c.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_engine_declines_has_a_reason_and_an_advice(string name)
    {
        foreach (var (capability, why) in Catalog.Get(new EngineId(name)).Capabilities.Declined)
        {
            Assert.True(why.Reason.Length > 10 && why.Reason.EndsWith('.'), $"{capability.Name}: {why.Reason}");
            Assert.True(why.Advice.Length > 10 && why.Advice.EndsWith('.'), $"{capability.Name}: {why.Advice}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_engine_is_called_as_its_part_is(string name)
    {
        var engine = Catalog.Get(new EngineId(name));
        Assert.Equal(name, engine.Id.Name);
        Assert.NotEmpty(engine.DisplayName);
    }

    [Fact]
    public void A_capability_has_one_to_three_methods_and_a_name_for_messages()
    {
        foreach (var capability in CapabilityNames.All)
        {
            Assert.InRange(capability.GetMethods().Length, 1, 3);
            Assert.NotNull(capability.GetCustomAttribute<DescriptionAttribute>());
        }
    }

    [Fact]
    public void An_operation_names_capabilities_only()
    {
        Assert.All(OperationCatalog.All.SelectMany(o => o.Attribute.Requires), c => Assert.Contains(c, CapabilityNames.All));
    }
}
