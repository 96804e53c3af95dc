using DbaPS.Digests;

namespace DbaPS.Tests.Digests;

public sealed class TableDigestTests
{
    private static readonly DigestKey Key = DigestKey.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

    [Fact]
    public void The_order_of_rows_and_the_split_among_workers_do_not_count() => Holds.For<((int, string?)[]? Rows, int Seed)>(p =>
    {
        (int Id, string? Name)[] rows = p.Rows ?? [];
        Random random = new(p.Seed);
        TableDigest whole = Digest(rows);
        (int, string?)[] shuffled = [.. rows];
        random.Shuffle(shuffled);
        TableDigestBuilder[] workers = [new(), new(), new()];
        foreach ((int, string?) row in shuffled)
            Add(workers[random.Next(3)], row);
        TableDigestBuilder joined = new();
        random.Shuffle(workers);
        foreach (TableDigestBuilder worker in workers)
            joined.Add(worker);
        Assert.Equal(whole, joined.Build());
        Assert.Equal(whole.GetHashCode(), joined.Build().GetHashCode());
        Assert.Equal(rows.Length, joined.RowCount);
        Assert.Equal(whole, TableDigest.Parse(whole.Serialize()));
    });

    [Fact]
    public void Duplicates_never_cancel() => Holds.For<(int Id, string? Name, byte Times)>(p =>
    {
        HashSet<string> sums = [];
        TableDigestBuilder builder = new();
        for (int i = 0; i <= p.Times; i++)
        {
            Assert.True(sums.Add(builder.Build().Sum));
            Add(builder, (p.Id, p.Name));
        }
    });

    [Fact]
    public void Every_single_bit_counts()
    {
        CanonicalRow row = new();
        row.Integer(12345);
        row.Text("a text of some length, so that several blocks are hashed");
        row.Null();
        byte[] bytes = row.Written.ToArray();
        HashSet<string> seen = [DigestOf(bytes).Serialize()];
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(seen.Add(DigestOf(bytes).Serialize()), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_key_changes_every_hash_and_is_never_shown()
    {
        (int, string?)[] rows = [(1, "a"), (2, null)];
        TableDigest plain = Digest(rows), keyed = Digest(rows, Key);
        Assert.NotEqual(plain.Sum, keyed.Sum);
        Assert.False(plain.Keyed);
        Assert.True(keyed.Keyed);
        Assert.Equal(Key.Id, keyed.KeyId);
        Assert.Equal(keyed, TableDigest.Parse(keyed.Serialize()));
        Assert.Equal($"digest key {Key.Id}", Key.ToString());
        Assert.Matches("^[0-9a-f]{8}$", Key.Id);
        Assert.DoesNotContain("0102", Key.Id, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TableDigest.Compare(plain, keyed));
        Assert.Throws<ArgumentException>(() => new TableDigestBuilder().Add(new TableDigestBuilder(Key)));
    }

    [Fact]
    public void Keys_are_sixteen_bytes_and_not_zero()
    {
        Assert.Throws<ArgumentException>(() => DigestKey.FromBytes(new byte[15]));
        Assert.Throws<ArgumentException>(() => DigestKey.FromBytes(new byte[16]));
        DigestKey made = DigestKey.Create();
        byte[] copy = new byte[DigestKey.Size];
        made.CopyTo(copy);
        Assert.Equal(made, DigestKey.FromBytes(copy));
        Assert.NotEqual(made, DigestKey.Create());
    }

    [Fact]
    public void A_comparison_names_the_buckets_and_what_they_lack()
    {
        (int Id, string? Name)[] rows = [.. Enumerable.Range(0, 1000).Select(i => (i, (string?)$"name {i}"))];
        TableDigest expected = Digest(rows);
        Assert.True(TableDigest.Compare(expected, Digest(rows.Reverse())).Equal);

        TableDigestComparison lost = TableDigest.Compare(expected, Digest(rows.Where(row => row.Id != 500)));
        BucketDifference bucket = Assert.Single(lost.Buckets);
        Assert.Equal(-1, bucket.CountDifference);
        Assert.Equal((1000, 999), (lost.ExpectedRows, lost.ActualRows));

        // The row's key stays, so a changed row is found in the very bucket where it was.
        TableDigestComparison changed = TableDigest.Compare(expected, Digest(rows.Select(row => row.Id == 500 ? (500, "other") : row)));
        Assert.Equal(bucket.Bucket, Assert.Single(changed.Buckets).Bucket);
        Assert.Equal(0, changed.Buckets[0].CountDifference);

        // Two rows that swap their contents leave the count and every value as it was.
        Assert.False(TableDigest.Compare(expected, Digest(rows.Select(row => (row.Id, row.Id < 2 ? $"name {1 - row.Id}" : row.Name)))).Equal);
    }

    [Fact]
    public void Rows_spread_evenly_over_the_buckets()
    {
        TableDigest digest = Digest(Enumerable.Range(0, 256_000).Select(i => (i, (string?)null)));
        Assert.All(digest.Buckets, bucket => Assert.InRange(bucket.Count, 800, 1200));
    }

    [Fact]
    public void A_serialised_digest_is_as_long_as_said()
    {
        Assert.Equal(94, new TableDigestBuilder().Build().Serialize().Length);
        Assert.Equal(8286, Digest(Enumerable.Range(0, 10_000).Select(i => (i, (string?)null))).Serialize().Length);
    }

    [Fact]
    public void A_changed_or_missing_character_is_an_error()
    {
        string text = Digest([(1, "a"), (2, "b")], Key).Serialize();
        for (int at = 0; at < text.Length; at++)
        {
            Refused(text[..at]);
            foreach (char other in "AQgw_9\u00e9 ")
            {
                if (other != text[at])
                    Refused(text[..at] + other + text[(at + 1)..]);
            }
        }
        Refused(text + "A");
        Refused(text + "AAAA");

        static void Refused(string text) =>
            Assert.StartsWith("The table digest ", Assert.Throws<FormatException>(() => TableDigest.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "cut short"), InlineData("!", "base64url"), InlineData("AA==", "base64url"), InlineData("A A", "base64url"), InlineData("AQ", "cut short")]
    public void What_is_no_digest_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => TableDigest.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_later_version_is_refused_by_its_number()
    {
        string later = "Ag" + new TableDigestBuilder().Build().Serialize()[2..];
        Assert.Contains("version 2", Assert.Throws<FormatException>(() => TableDigest.Parse(later)).Message, StringComparison.Ordinal);
    }

    private static TableDigest DigestOf(byte[] row)
    {
        TableDigestBuilder builder = new();
        builder.AddRow(row);
        return builder.Build();
    }

    private static TableDigest Digest(IEnumerable<(int, string?)> rows, DigestKey? key = null)
    {
        TableDigestBuilder builder = new(key);
        foreach ((int, string?) row in rows)
            Add(builder, row);
        return builder.Build();
    }

    private static void Add(TableDigestBuilder builder, (int Id, string? Name) value)
    {
        CanonicalRow row = new();
        row.Integer(value.Id);
        int key = row.Length;
        if (value.Name is null)
            row.Null();
        else
            row.Text(value.Name);
        builder.AddRow(row.Written, row.Written[..key]);
    }
}
