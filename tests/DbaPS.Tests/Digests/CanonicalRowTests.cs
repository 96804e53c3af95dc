using System.Text;
using DbaPS.Digests;

namespace DbaPS.Tests.Digests;

public sealed class CanonicalRowTests
{
    [Fact]
    public void Values_can_not_run_into_each_other() => Holds.For<(string?[]? Left, string?[]? Right)>(pair =>
    {
        string?[] left = pair.Left ?? [], right = pair.Right ?? [];
        Assert.Equal(left.SequenceEqual(right), Row(left).AsSpan().SequenceEqual(Row(right)));
        // The same texts cut at other places are another row.
        string all = string.Concat(left);
        for (int cut = 0; cut < all.Length; cut++)
        {
            if (char.IsHighSurrogate(all[cut]))
                continue;
            Assert.NotEqual(Row(all[..cut], all[cut..]), Row(all[..(cut + 1)], all[(cut + 1)..]));
        }
    });

    [Fact]
    public void Null_empty_zero_and_false_are_different()
    {
        byte[][] all =
        [
            Bytes(r => r.Null()), Bytes(r => r.Text("")), Bytes(r => r.Bytes(default)), Bytes(r => r.Json("")), Bytes(r => r.Boolean(false)),
            Bytes(r => r.Integer(0)), Bytes(r => r.Float(0.0)), Bytes(r => r.Decimal("0.0"u8)), Bytes(r => r.Native("x"u8, default)),
            Bytes(r => r.Native(default, "x"u8)), Bytes(r => r.BeginArray(0)), Bytes(r => r.BeginComposite(0)), Bytes(r => r.BeginMultirange(0)),
            Bytes(r => r.EmptyRange()), Bytes(r => r.Date(0)), Bytes(r => r.Time(0)), Bytes(r => r.Timestamp(0)), Bytes(r => r.TimestampTz(0)),
            Bytes(r => r.Interval(0, 0, 0)), Bytes(r => r.TimeWithZone(0, 0)), Bytes(r => r.Bits(0, default)), Bytes(r => r.Uuid(Guid.Empty)), [],
        ];
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Nesting_is_part_of_the_value()
    {
        byte[] flat = Bytes(r => { r.BeginArray(3, [(1, 1), (1, 1), (2, 1)]); r.Integer(1); r.Integer(2); });
        byte[] list = Bytes(r => { r.BeginArray(2); r.Integer(1); r.Integer(2); });
        byte[] split = Bytes(r => { r.BeginArray(1); r.Integer(1); r.BeginArray(1); r.Integer(2); });
        byte[] fields = Bytes(r => { r.BeginComposite(2); r.Integer(1); r.Integer(2); });
        Assert.Equal(4, new[] { flat, list, split, fields }.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_row_begun_again_keeps_nothing_of_the_last_one()
    {
        CanonicalRow row = new(capacity: 1);
        row.Text(new string('x', 5000));
        row.Begin();
        row.Bits(9, [0xff, 0x80]);
        row.Decimal("-12.5"u8);
        Assert.Equal(Bytes(r => { r.Bits(9, [0xff, 0x80]); r.Decimal("-12.5"u8); }), row.Written.ToArray());
    }

    [Fact]
    public void A_key_is_put_together_from_the_row_s_own_bytes()
    {
        CanonicalRow row = new(), key = new();
        row.Text("before");
        int start = row.Length;
        row.Integer(42);
        int end = row.Length;
        row.Null();
        key.Append(row.Written[start..end]);
        Assert.Equal(Bytes(r => r.Integer(42)), key.Written.ToArray());
    }

    [Fact]
    public void A_row_costs_no_allocation()
    {
        CanonicalRow row = new();
        TableDigestBuilder builder = new();
        byte[] text = Encoding.UTF8.GetBytes("some text that is not very long");
        byte[] groups = [0, 12, 0x13, 0x88];
        void One(int i)
        {
            row.Begin();
            row.Integer(i);
            int key = row.Length;
            row.Text(text);
            row.Text("utf-16 text");
            row.DecimalFromGroups(true, 0, 2, groups);
            row.Decimal("1234.50"u8);
            row.TimestampTz(i);
            row.Float(i / 3.0);
            row.Native("inet"u8, text);
            row.BeginArray(1);
            row.Boolean(true);
            CanonicalText.TimestampTz(row, "2024-02-29 12:34:56.789012+00"u8);
            builder.AddRow(row.Written, row.Written[..key]);
        }
        for (int i = 0; i < 1000; i++)
            One(i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            One(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_no_value_can_be_is_refused()
    {
        CanonicalRow row = new();
        Assert.Throws<ArgumentException>(() => row.Uuid(new byte[15]));
        Assert.Throws<ArgumentException>(() => row.Bits(9, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => row.Time(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => row.Time(CanonicalRow.MicrosecondsPerDay + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => row.Time(CanonicalRow.MicrosecondsPerDay, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => row.Timestamp(0, 1_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => row.TimestampTz(long.MaxValue, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => row.BeginComposite(-1));
        Assert.Throws<FormatException>(() => row.DecimalFromGroups(false, 0, 0, [0xff, 0xff]));
        Assert.Throws<FormatException>(() => row.DecimalFromGroups(false, 0, 2, [1]));
    }

    [Theory]
    [InlineData("integer", "-42", "-42"), InlineData("text", "it's", "'it''s'"), InlineData("decimal", "1.50", "1.50")]
    [InlineData("bytes", "\\xDEAD", "0xdead"), InlineData("boolean", "t", "true"), InlineData("bits", "10101", "b'10101'")]
    [InlineData("date", "0044-03-15 BC", "0044-03-15 BC"), InlineData("date", "infinity", "infinity"), InlineData("time", "24:00:00", "24:00:00")]
    [InlineData("timestamptz", "2024-01-01 00:00:00.1234567+01", "2023-12-31 23:00:00.1234567Z"), InlineData("timestamp", "-infinity", "-infinity")]
    [InlineData("uuid", "A0EEBC999C0B4EF8BB6D6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), InlineData("text", "a\u001b[2J", "'a\\u001b[2J'")]
    [InlineData("timetz", "12:34:56.1234567-05:30", "12:34:56.1234567-05:30:00"), InlineData("float8", "0.1", "0.1"), InlineData("interval", "P1Y3DT0.5S", "P12M3DT0.5S")]
    public void A_value_is_shown_to_people(string form, string text, string shown) =>
        Assert.Equal(shown, CanonicalDisplay.Render(Bytes(r => CanonicalText.Append(r, DigestForm.Parse(form), Encoding.UTF8.GetBytes(text)))));

    [Fact]
    public void Several_values_long_ones_and_wrong_bytes_are_shown_too()
    {
        Assert.Equal("1, NULL, {1,NULL}, (true), [1,), empty", CanonicalDisplay.Render(Bytes(r =>
        {
            r.Integer(1);
            r.Null();
            r.BeginArray(2);
            r.Integer(1);
            r.Null();
            r.BeginComposite(1);
            r.Boolean(true);
            r.BeginRange(true, true, false, true);
            r.Integer(1);
            r.EmptyRange();
        })));
        Assert.Equal("'" + new string('x', 19) + "…", CanonicalDisplay.Render(Bytes(r => r.Text(new string('x', 100))), 20));
        Assert.Equal("0x1000", CanonicalDisplay.Render([0x10, 0x00]));
        Holds.For<byte[]?>(any => Assert.NotNull(CanonicalDisplay.Render(any ?? [])));
        foreach (var vector in DigestVectors.Values)
            Assert.DoesNotContain("0x" + vector.GetProperty("canonical").GetString(), CanonicalDisplay.Render(vector.GetProperty("canonical").Hex()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_buffer_grows_under_any_kind_of_value()
    {
        // 64 bytes is the smallest buffer, so each of these stands once right before, on and behind its end.
        Action<CanonicalRow>[] values =
        [
            r => r.Null(), r => r.Boolean(true), r => r.Append([1, 2, 3]), r => r.Integer(7L), r => r.Text("ab"u8), r => r.Text("ab".AsSpan()), r => r.Bytes([9]), r => r.Uuid(Guid.Empty),
            r => r.Bits(3, [0xe0]), r => r.Native("t"u8, [1]), r => r.Date(1), r => r.Time(1), r => r.TimeWithZone(1, 2), r => r.Interval(1, 2, 3), r => r.EmptyRange(), r => r.BeginComposite(2),
            r => r.BeginArray(1, [(1, 1)]), r => r.BeginMultirange(1), r => r.Float(1.5), r => r.DecimalNaN(),
        ];
        foreach (var value in values)
        {
            var alone = Bytes(value);
            for (int before = 0; before < 70; before++)
            {
                var row = new CanonicalRow(64);
                row.Begin();
                for (int i = 0; i < before; i++)
                    row.Append([0x55]);
                value(row);
                Assert.Equal([.. Enumerable.Repeat((byte)0x55, before), .. alone], row.Written.ToArray());
            }
        }
    }

    private static byte[] Bytes(Action<CanonicalRow> write) => CanonicalTextTests.Written(write);

    private static byte[] Row(params string?[] values) => Bytes(r =>
    {
        foreach (string? value in values)
        {
            if (value is null)
                r.Null();
            else
                r.Text(value);
        }
    });
}
