using DbaPS.PostgreSql.Backups;

namespace DbaPS.Engines.Tests.Backups;

public sealed class CopyChunkTests
{
    private const long PageSize = 8192;
    private const long Megabyte = 1 << 20;

    [Fact]
    public void Leaves_a_table_whole_that_one_worker_can_carry()
    {
        var chunks = CopyChunk.Plan([Table(1, 140 * Megabyte), Table(2, 80 * Megabyte), Table(3, 1 * Megabyte)], jobs: 2);

        Assert.Equal([1L, 2L, 3L], chunks.Select(c => c.Table.Id));
        Assert.All(chunks, c => Assert.Null(c.FromPage));
        Assert.StartsWith("COPY \"public\".\"t1\"", chunks[0].Statement(["a"], binary: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900, 2)]
    [InlineData(900, 7)]
    [InlineData(40_000, 2)]
    [InlineData(40_000, 16)]
    public void Cuts_a_table_that_holds_most_bytes_into_ranges_without_gap_or_overlap(long megabytes, int jobs)
    {
        var chunks = CopyChunk.Plan([Table(1, megabytes * Megabyte), Table(2, 10 * Megabyte)], jobs);

        var ranges = chunks.Where(c => c.Table.Id == 1).OrderBy(c => c.Part).ToList();
        Assert.True(ranges.Count >= jobs, $"{ranges.Count} ranges for {jobs} workers");
        Assert.Equal(0, ranges[0].FromPage);
        Assert.Null(ranges[^1].ToPage);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.ToPage, pair.Second.FromPage));
        Assert.Single(chunks, c => c.Table.Id == 2 && c.FromPage is null);
    }

    [Fact]
    public void Never_cuts_what_has_no_pages_or_a_filter()
    {
        var chunks = CopyChunk.Plan([Table(1, 3000 * Megabyte) with { HeapPages = null }, Table(2, 3000 * Megabyte) with { Filter = "WHERE a > 1" }], jobs: 8);

        Assert.Equal(2, chunks.Count);
        Assert.All(chunks, c => Assert.Null(c.FromPage));
    }

    private static TableSource Table(long id, long bytes) => new()
    {
        Id = id,
        Schema = "public",
        Name = $"t{id}",
        RelationKind = 'r',
        IsPartition = false,
        IsUnlogged = false,
        IsReadable = true,
        IsFiltered = false,
        IsPopulated = true,
        Bytes = bytes,
        HeapPages = bytes / PageSize,
    };
}
