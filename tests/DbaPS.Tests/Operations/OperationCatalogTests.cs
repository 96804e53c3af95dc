using System.Reflection;
using DbaPS.Errors;
using DbaPS.Operations;

namespace DbaPS.Tests.Operations;

public sealed class OperationCatalogTests
{
    [Fact]
    public void Every_operation_can_be_made_from_a_runtime_and_documents_its_parameters() => Assert.All(OperationCatalog.All, operation =>
    {
        Assert.StartsWith("Dba", operation.Attribute.Noun, StringComparison.Ordinal);
        Assert.EndsWith(".", operation.Attribute.Summary, StringComparison.Ordinal);
        Assert.NotNull(Activator.CreateInstance(operation.RequestType));
        Assert.All(operation.Parameters, p => Assert.EndsWith(".", p.GetCustomAttribute<ArgumentAttribute>()!.Description, StringComparison.Ordinal));
    });

    [Fact]
    public void Only_reading_verbs_may_leave_the_server_as_it_is_without_asking() => Assert.All(
        OperationCatalog.All.Where(o => o.Attribute.Verb is "New" or "Remove" or "Restore" or "Set" or "Undo" or "Stop"),
        operation => Assert.True(operation.Attribute.Changes, operation.Name));

    [Fact]
    public void Names_are_found_whatever_their_case() => Assert.Equal("Get-DbaServer", OperationCatalog.Find("get-dbaserver")?.Name);

    [Theory]
    [InlineData("shop", "shop", true)]
    [InlineData("sh?p", "shop", true)]
    [InlineData("s*", "shop", true)]
    [InlineData("S*", "shop", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("[a]*", "[a]b", true)]
    public void Patterns_match_as_a_shell_does(string pattern, string name, bool matches) => Assert.Equal(matches, NamePattern.Matches([pattern], name));

    [Fact]
    public void A_number_out_of_range_is_refused_by_its_parameter()
    {
        var error = Assert.Throws<DbaException>(() => RequestValidator.Validate(new DbaPS.Servers.ServerIdentityRequest { ThrottleLimit = 0 })).Error;
        Assert.Equal("InvalidParameter", error.Id);
        Assert.Contains("ThrottleLimit", error.Message, StringComparison.Ordinal);
    }
}
