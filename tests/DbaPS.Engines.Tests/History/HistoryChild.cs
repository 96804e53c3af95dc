using DbaPS.History;
using DbaPS.Testing;

namespace DbaPS.Engines.Tests.History;

/// <summary>The other process of a test above: the test program itself, told to run this class alone.</summary>
public sealed class HistoryChild
{
    public const string Variable = "DBAPS_TEST_HISTORY";
    public const int Entries = 50;

    [Fact(Explicit = true)]
    public async Task Appends_its_entries()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.NotNull(folder);
        await using var runtime = new TestRuntime(folder);
        var store = await runtime.Runtime.History.OpenAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < Entries; i++)
        {
            await store.AppendAsync(new HistoryEntry(Guid.NewGuid(), "child", "", null, DateTimeOffset.UtcNow, "{}"), TestContext.Current.CancellationToken);
        }
    }
}
