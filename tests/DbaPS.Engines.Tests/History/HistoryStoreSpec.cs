using DbaPS.History;
using DbaPS.Testing;

namespace DbaPS.Engines.Tests.History;

/// <summary>What every store of the history does alike.</summary>
public abstract class HistoryStoreSpec
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_back_what_was_appended()
    {
        await using var runtime = await NewAsync();
        var entry = Entry("backup", 0) with { Database = null, Payload = "{\"text\":\"ü \\u0000 '\\\" 😀\"}" };
        await (await runtime.Runtime.History.OpenAsync(Token)).AppendAsync(entry, Token);

        await using var later = new TestRuntime(runtime.Folder);
        var read = await ReadAsync(later, new HistoryQuery("backup"));

        Assert.Equal(entry, Assert.Single(read));
    }

    [Fact]
    public async Task Finds_by_kind_server_database_and_time_in_both_orders()
    {
        await using var runtime = await NewAsync();
        var store = await runtime.Runtime.History.OpenAsync(Token);
        for (var i = 0; i < 10; i++)
        {
            await store.AppendAsync(Entry(i % 2 == 0 ? "even" : "odd", i) with { Server = i < 5 ? "pg://a" : "pg://b" }, Token);
        }

        Assert.Equal([0, 2, 4, 6, 8], await NumbersAsync(new HistoryQuery("even")));
        Assert.Equal([8, 6, 4, 2, 0], await NumbersAsync(new HistoryQuery("even") { Newest = true }));
        Assert.Equal([8], await NumbersAsync(new HistoryQuery("even") { Newest = true, Limit = 1 }));
        Assert.Equal([5, 7, 9], await NumbersAsync(new HistoryQuery("odd") { Server = "pg://b" }));
        Assert.Equal([3, 5], await NumbersAsync(new HistoryQuery("odd") { Since = Noon.AddMinutes(3), Until = Noon.AddMinutes(5) }));
        Assert.Equal([5], await NumbersAsync(new HistoryQuery("odd") { Database = "db5" }));
        Assert.Empty(await NumbersAsync(new HistoryQuery("neither")));
        Assert.Equal(2, await store.PruneAsync("even", Noon.AddMinutes(4), Token));
        Assert.Equal([4, 6, 8], await NumbersAsync(new HistoryQuery("even")));
        Assert.Equal([1, 3, 5, 7, 9], await NumbersAsync(new HistoryQuery("odd")));

        async Task<IEnumerable<int>> NumbersAsync(HistoryQuery query) => (await ReadAsync(runtime, query)).Select(e => int.Parse(e.Payload, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Takes_appends_from_many_at_once()
    {
        await using var runtime = await NewAsync();
        var writers = Enumerable.Range(0, 6).Select(_ => new TestRuntime(runtime.Folder)).ToList();
        await Task.WhenAll(writers.Select((writer, w) => Task.Run(
            async () =>
            {
                var store = await writer.Runtime.History.OpenAsync(Token);
                for (var i = 0; i < 40; i++)
                {
                    await store.AppendAsync(Entry("backup", (w * 40) + i), Token);
                    if (i % 10 == 0)
                    {
                        Assert.NotEmpty(await ReadAsync(writer, new HistoryQuery("backup") { Limit = 3 }));
                    }
                }
            },
            Token)));

        var read = await ReadAsync(runtime, new HistoryQuery("backup"));

        Assert.Equal(Enumerable.Range(0, 240), read.Select(e => int.Parse(e.Payload, System.Globalization.CultureInfo.InvariantCulture)).Order());
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    /// <summary>A runtime with a history of its own.</summary>
    protected virtual Task<TestRuntime> NewAsync() => Task.FromResult(new TestRuntime());

    protected static HistoryEntry Entry(string kind, int number) => new(
        Guid.NewGuid(), kind, "pg://app@db1/shop", $"db{number}", Noon.AddMinutes(number), number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    protected async Task<IReadOnlyList<HistoryEntry>> ReadAsync(TestRuntime runtime, HistoryQuery query)
    {
        var store = await runtime.Runtime.History.OpenAsync(Token);
        var entries = new List<HistoryEntry>();
        await foreach (var entry in store.ReadAsync(query, Token))
        {
            entries.Add(entry);
        }
        return entries;
    }
}
