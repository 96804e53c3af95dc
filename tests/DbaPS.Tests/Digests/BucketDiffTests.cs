using DbaPS.Digests;

namespace DbaPS.Tests.Digests;

public sealed class BucketDiffTests
{
    private static readonly int[] AllBuckets = [.. Enumerable.Range(0, TableDigest.BucketCount)];

    [Fact]
    public void Missing_extra_changed_and_duplicated_keys_are_named()
    {
        (long, string)[] expected = [(1, "a"), (2, "b"), (3, "c"), (4, "d")];
        (long, string)[] actual = [(1, "a"), (3, "C"), (4, "d"), (4, "d"), (5, "e")];
        Assert.Equal(
            [
                new RowDifference(RowDifferenceKind.Missing, "2", 1), new RowDifference(RowDifferenceKind.Changed, "3", 1),
                new RowDifference(RowDifferenceKind.Duplicated, "4", 1), new RowDifference(RowDifferenceKind.Extra, "5", 1),
            ],
            Diff(expected, actual));
    }

    [Fact]
    public void A_second_row_under_a_key_is_a_duplicate_whatever_it_holds() =>
        Assert.Equal([new RowDifference(RowDifferenceKind.Duplicated, "1", 1)], Diff([(1, "a")], [(1, "a"), (1, "b")]));

    [Fact]
    public void Without_a_key_rows_count_as_often_as_they_stand()
    {
        BucketDiff diff = new(RowHasher.Unkeyed, AllBuckets);
        foreach (string text in (string[])["a", "a", "a", "b", "c"])
            diff.AddExpected(Row(0, text).AsSpan(9));
        foreach (string text in (string[])["a", "b", "b", "d", "d"])
            diff.AddActual(Row(0, text).AsSpan(9));
        Assert.Equal(
            [
                new RowDifference(RowDifferenceKind.Missing, "'a'", 2), new RowDifference(RowDifferenceKind.Duplicated, "'b'", 1),
                new RowDifference(RowDifferenceKind.Missing, "'c'", 1), new RowDifference(RowDifferenceKind.Extra, "'d'", 2),
            ],
            diff.Differences());
    }

    [Fact]
    public void Rows_outside_the_differing_buckets_are_passed_over_and_the_answer_is_the_same() =>
        Holds.For<((byte, byte)[]? Expected, (byte, byte)[]? Actual)>(p =>
        {
            (long, string)[] expected = Rows(p.Expected), actual = Rows(p.Actual);
            int[] buckets = [.. TableDigest.Compare(Digest(expected), Digest(actual)).Buckets.Select(b => b.Bucket)];
            IReadOnlyList<RowDifference> all = Diff(expected, actual);
            Assert.Equal(all, Diff(expected, actual, buckets));
            Assert.Equal(all.Count == 0, expected.Order().SequenceEqual(actual.Order()));
            long balance = all.Sum(d => d.Kind switch
            {
                RowDifferenceKind.Missing => -d.Count,
                RowDifferenceKind.Changed => 0,
                _ => d.Count,
            });
            Assert.Equal(actual.Length - expected.Length, balance);
        });

    [Fact]
    public void A_row_says_whether_it_was_looked_at()
    {
        byte[] row = Row(7, "x");
        int bucket = RowHasher.Unkeyed.BucketOfKey(row.AsSpan(0, 9));
        Assert.True(new BucketDiff(RowHasher.Unkeyed, [bucket]).AddExpected(row, row.AsSpan(0, 9)));
        Assert.False(new BucketDiff(RowHasher.Unkeyed, [bucket ^ 1]).AddExpected(row, row.AsSpan(0, 9)));
    }

    private static (long, string)[] Rows((byte Key, byte Value)[]? pairs) =>
        [.. (pairs ?? []).Select(p => ((long)(p.Key % 32), p.Value % 3 == 0 ? "a" : "b"))];

    private static IReadOnlyList<RowDifference> Diff((long, string)[] expected, (long, string)[] actual, int[]? buckets = null)
    {
        BucketDiff diff = new(RowHasher.Unkeyed, buckets ?? AllBuckets);
        foreach ((long id, string text) in expected)
            diff.AddExpected(Row(id, text), Row(id, text).AsSpan(0, 9));
        foreach ((long id, string text) in actual)
            diff.AddActual(Row(id, text), Row(id, text).AsSpan(0, 9));
        return diff.Differences();
    }

    private static TableDigest Digest((long, string)[] rows)
    {
        TableDigestBuilder builder = new();
        foreach ((long id, string text) in rows)
            builder.AddRow(Row(id, text), Row(id, text).AsSpan(0, 9));
        return builder.Build();
    }

    private static byte[] Row(long id, string text) => CanonicalTextTests.Written(row =>
    {
        row.Integer(id);
        row.Text(text);
    });
}
