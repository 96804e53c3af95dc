using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using DbaPS.Digests;
using FsCheck.Fluent;

namespace DbaPS.Tests.Digests;

/// <summary>A table read as text must have the digest of the same table read in binary.</summary>
public sealed class CanonicalTextTests
{
    private const long Day = CanonicalRow.MicrosecondsPerDay;

    [Fact]
    public void Integers_agree() => Holds.For<long>(value => Agree(DigestForm.Integer, Show(value), row => row.Integer(value)));

    [Fact]
    public void Unsigned_and_128_bit_integers_agree() => Holds.For<(ulong High, ulong Low)>(halves =>
    {
        ulong spread = halves.Low * 0x9e3779b97f4a7c15;
        Agree(DigestForm.Integer, Show(spread), row => row.Integer(spread));
        Int128 wide = new(halves.High * 0x9e3779b97f4a7c15, spread);
        Agree(DigestForm.Decimal, Show(wide), row => row.Integer(wide));
        Agree(DigestForm.Integer, Show(wide), row => row.Integer(wide));
    });

    [Fact]
    public void Decimals_agree() => Holds.For<decimal>(value =>
        Agree(DigestForm.Decimal, value.ToString(CultureInfo.InvariantCulture), row => row.Decimal(value)));

    [Fact]
    public void A_number_without_a_fraction_is_an_integer() => Holds.For<long>(value =>
    {
        Agree(DigestForm.Decimal, Show(value), row => row.Integer(value));
        Differ(DigestForm.Decimal, Show(value) + ".0", row => row.Integer(value));
    });

    [Fact]
    public void Decimals_in_groups_of_four_digits_agree()
    {
        var parts = ArbMap.Default.ArbFor<(bool, byte, byte, byte, int)>();
        Holds.Over(parts, p =>
        {
            (bool negative, byte digits, byte scaleSeed, byte trim, int seed) = p;
            Random random = new(seed);
            int scale = scaleSeed % 40;
            BigInteger unscaled = BigInteger.Zero;
            for (int i = 0; i < digits % 60; i++)
                unscaled = unscaled * 10 + random.Next(random.Next(3) == 0 ? 1 : 10);
            string text = DecimalText(negative && !unscaled.IsZero, unscaled, scale);
            (int weight, byte[] groups) = Groups(unscaled, scale, trimZeros: trim % 2 == 0);
            Agree(DigestForm.Decimal, text, row => row.DecimalFromGroups(negative, weight, scale, groups));
        });
    }

    [Fact]
    public void Doubles_agree_by_their_bits() => Holds.For<ulong>(seed =>
    {
        double value = BitConverter.UInt64BitsToDouble(seed * 0x9e3779b97f4a7c15);
        Agree(DigestForm.Float8, value.ToString("R", CultureInfo.InvariantCulture), row => row.Float(value));
    });

    [Fact]
    public void Singles_agree_and_are_the_double_of_the_same_value() => Holds.For<uint>(seed =>
    {
        float value = BitConverter.UInt32BitsToSingle(seed * 0x9e3779b9);
        Agree(DigestForm.Float4, value.ToString("R", CultureInfo.InvariantCulture), row => row.Float(value));
        Assert.Equal(Written(row => row.Float((double)value)), Written(row => row.Float(value)));
    });

    [Fact]
    public void All_NaNs_are_one_and_minus_zero_is_not_zero()
    {
        byte[] nan = Written(row => row.Float(double.NaN));
        Assert.Equal(nan, Written(row => row.Float(BitConverter.UInt64BitsToDouble(0x7ff0000000000001))));
        Assert.Equal(nan, Written(row => row.Float(BitConverter.UInt32BitsToSingle(0xffc12345))));
        Assert.NotEqual(Written(row => row.Float(0.0)), Written(row => row.Float(-0.0)));
    }

    [Fact]
    public void Texts_agree_in_both_encodings_and_lone_surrogates_stay_apart()
    {
        Holds.For<string?>(value =>
        {
            string text = value ?? "";
            if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text)
                Agree(DigestForm.Text, text, row => row.Text(text));
        });
        string[] halves = ["\ud83d", "\ude00", "\ud83e", "\ufffd", "\ud83d\ud83d", "\ud83dx", "x\ude00y", "\ud83d\ude00"];
        Assert.Equal(halves.Length, halves.Select(half => Convert.ToHexString(Written(row => row.Text(half)))).Distinct().Count());
        Assert.Equal("2000000005eda0bd7879", Convert.ToHexString(Written(row => row.Text("\ud83dxy"))).ToLowerInvariant());
    }

    [Fact]
    public void Booleans_bytes_uuids_and_bits_agree()
    {
        foreach (string yes in (string[])["t", "T", "true", "TRUE", "1"])
            Agree(DigestForm.Boolean, yes, row => row.Boolean(true));
        foreach (string no in (string[])["f", "F", "false", "False", "0"])
            Agree(DigestForm.Boolean, no, row => row.Boolean(false));
        Holds.For<byte[]?>(value => Agree(DigestForm.Bytes, "\\x" + Convert.ToHexString(value ?? []), row => row.Bytes(value ?? [])));
        Holds.For<Guid>(value =>
        {
            Agree(DigestForm.Uuid, value.ToString("D"), row => row.Uuid(value));
            Agree(DigestForm.Uuid, value.ToString("N").ToUpperInvariant(), row => row.Uuid(value));
        });
        Holds.For<bool[]?>(value =>
        {
            bool[] bits = value ?? [];
            byte[] packed = new byte[(bits.Length + 7) / 8];
            for (int i = 0; i < bits.Length; i++)
                packed[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
            Agree(DigestForm.Bits, string.Concat(bits.Select(bit => bit ? '1' : '0')), row => row.Bits(bits.Length, packed));
        });
        // Whatever stands after the last bit is not part of the value.
        Assert.Equal(Written(row => row.Bits(3, [0b1010_0000])), Written(row => row.Bits(3, [0b1011_1111])));
    }

    [Fact]
    public void Dates_agree_with_the_calendar() => Holds.For<uint>(seed =>
    {
        DateOnly date = DateOnly.FromDayNumber((int)(seed * 0x9e3779b9 % 3_652_059));
        int days = date.DayNumber - new DateOnly(2000, 1, 1).DayNumber;
        Agree(DigestForm.Date, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row => row.Date(days));
        // The calendar repeats after 400 years, which carries the check to years .NET doesn't have.
        string shown = date.ToString("MM-dd", CultureInfo.InvariantCulture);
        Agree(DigestForm.Date, $"{date.Year + 400_000}-{shown}", row => row.Date(days + 1000 * 146_097));
        if (date.Year < 4000)
            Agree(DigestForm.Date, $"{4001 - date.Year:0000}-{shown} BC", row => row.Date(days - 10 * 146_097));
    });

    [Fact]
    public void Times_agree() => Holds.For<ulong>(seed =>
    {
        long time = (long)(seed * 0x9e3779b97f4a7c15 % (ulong)(Day + 1));
        int offset = (int)(seed % 1919) * 60 - 57_540;
        Agree(DigestForm.Time, Clock(time), row => row.Time(time));
        Agree(DigestForm.TimeTz, Clock(time) + Offset(offset), row => row.TimeWithZone(time, offset));
    });

    [Fact]
    public void Timestamps_agree() => Holds.For<ulong>(seed =>
    {
        long ticks = (long)(seed * 0x9e3779b97f4a7c15 % (ulong)DateTime.MaxValue.Ticks) / 10 * 10;
        DateTime moment = new(ticks);
        long micros = (ticks - new DateTime(2000, 1, 1).Ticks) / 10;
        int offset = (int)(seed % 1919) * 60 - 57_540;
        string text = moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
        Agree(DigestForm.Timestamp, text, row => row.Timestamp(micros));
        Agree(DigestForm.Timestamp, text.Replace(' ', 'T'), row => row.Timestamp(micros));
        Agree(DigestForm.TimestampTz, text + "Z", row => row.TimestampTz(micros));
        Agree(DigestForm.TimestampTz, text + Offset(offset), row => row.TimestampTz(micros - offset * 1_000_000L));
    });

    [Fact]
    public void Units_of_100_ns_agree_with_microseconds_where_nothing_is_left_over() => Holds.For<ulong>(seed =>
    {
        DateTime moment = new((long)(seed * 0x9e3779b97f4a7c15 % (ulong)DateTime.MaxValue.Ticks));
        long ticks = moment.Ticks - new DateTime(2000, 1, 1).Ticks;
        long micros = (ticks - (ticks % 10 + 10) % 10) / 10;
        int picoseconds = (int)(ticks - micros * 10) * 100_000;
        string text = moment.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        Agree(DigestForm.Timestamp, text, row => row.Timestamp(micros, picoseconds));
        Assert.Equal(picoseconds == 0 ? 9 : 13, Written(row => row.Timestamp(micros, picoseconds)).Length);
    });

    [Fact]
    public void Intervals_agree_in_both_styles() => Holds.For<(int Months, int Days, int Seconds, int Micros)>(p =>
    {
        long time = p.Seconds * 1_000_000L + p.Micros % 1_000_000;
        string sign = time < 0 ? "-" : "";
        long size = Math.Abs(time);
        string fraction = (size % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        Agree(DigestForm.Interval, $"P{p.Months}M{p.Days}DT{sign}{size / 1_000_000}.{fraction}S", row => row.Interval(p.Months, p.Days, time));
        Agree(DigestForm.Interval, $"{p.Months / 12} years {p.Months % 12} mons {p.Days} days {sign}{Clock(size)}",
            row => row.Interval(p.Months, p.Days, time));
    });

    [Theory]
    [InlineData("boolean", "yes"), InlineData("boolean", "")]
    [InlineData("integer", ""), InlineData("integer", "1.0"), InlineData("integer", "1e3"), InlineData("integer", " 1"), InlineData("integer", "NaN")]
    [InlineData("integer", "1 "), InlineData("integer", "--1"), InlineData("integer", "-"), InlineData("integer", "99999999999999999999x")]
    [InlineData("decimal", ""), InlineData("decimal", "."), InlineData("decimal", "-"), InlineData("decimal", "1e3"), InlineData("decimal", "1,5")]
    [InlineData("decimal", "1.2.3"), InlineData("decimal", "-NaN"), InlineData("decimal", "١")]
    [InlineData("float8", ""), InlineData("float8", "x"), InlineData("float8", "1e999"), InlineData("float4", "1e39"), InlineData("float8", "-NaN")]
    [InlineData("bytes", "00"), InlineData("bytes", "\\x0"), InlineData("bytes", "\\x0g"), InlineData("bytes", "\\000")]
    [InlineData("uuid", "0123456789abcdef0123456789abcde"), InlineData("uuid", "01234567+89ab-cdef-0123-456789abcdef")]
    [InlineData("uuid", "0123456789abcdef0123456789abcdeg"), InlineData("bits", "012")]
    [InlineData("date", "2023-02-29"), InlineData("date", "0000-00-00"), InlineData("date", "2024-13-01"), InlineData("date", "24-01-01")]
    [InlineData("date", "2024-01-01 "), InlineData("date", "9999999-01-01"), InlineData("date", "2024-1-1"), InlineData("date", "1900-02-29")]
    [InlineData("time", "24:00:01"), InlineData("time", "12:60:00"), InlineData("time", "1:00:00"), InlineData("time", "12:00:00."), InlineData("time", "12:00:00+00")]
    [InlineData("time", "-01:00:00"), InlineData("time", "00:00:00.0000000000001"), InlineData("timetz", "12:00:00"), InlineData("timetz", "12:00:00+16")]
    [InlineData("timestamp", "2024-01-01"), InlineData("timestamp", "2024-01-01 24:00:00"), InlineData("timestamp", "2024-01-01 00:00:00+00")]
    [InlineData("timestamptz", "2024-01-01 00:00:00"), InlineData("timestamptz", "2024-01-01 00:00:00+0"), InlineData("timestamp", "999999-01-01 00:00:00")]
    [InlineData("interval", ""), InlineData("interval", "P"), InlineData("interval", "PT"), InlineData("interval", "P1.5D"), InlineData("interval", "1 fortnight")]
    [InlineData("interval", "PT0.0000001S"), InlineData("interval", "P999999999999M"), InlineData("interval", "1 day 25:61:00")]
    public void What_is_not_of_the_form_is_refused_and_leaves_no_bytes(string form, string text)
    {
        CanonicalRow row = new();
        row.Integer(7);
        byte[] before = row.Written.ToArray();
        FormatException error = Assert.Throws<FormatException>(() => CanonicalText.Append(row, DigestForm.Parse(form), Encoding.UTF8.GetBytes(text)));
        Assert.Contains(form, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, row.Written.ToArray());
    }

    [Fact]
    public void The_user_s_data_does_not_stand_in_the_message()
    {
        FormatException error = Assert.Throws<FormatException>(() => CanonicalText.Append(new CanonicalRow(), DigestForm.Date, "s3cret"u8));
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CanonicalText.Append(new CanonicalRow(), DigestForm.ArrayOf(DigestForm.Text), "{}"u8));
    }

    internal static byte[] Written(Action<CanonicalRow> write)
    {
        CanonicalRow row = new();
        write(row);
        return row.Written.ToArray();
    }

    private static void Agree(DigestForm form, string text, Action<CanonicalRow> binary) => Assert.Equal(Written(binary), FromText(form, text));

    private static void Differ(DigestForm form, string text, Action<CanonicalRow> binary) => Assert.NotEqual(Written(binary), FromText(form, text));

    private static byte[] FromText(DigestForm form, string text) => Written(row => CanonicalText.Append(row, form, Encoding.UTF8.GetBytes(text)));

    private static string Show<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Clock(long micros) => string.Create(CultureInfo.InvariantCulture,
        $"{micros / 3_600_000_000:00}:{micros / 60_000_000 % 60:00}:{micros / 1_000_000 % 60:00}.{micros % 1_000_000:000000}");

    private static string Offset(int seconds) => string.Create(CultureInfo.InvariantCulture,
        $"{(seconds < 0 ? '-' : '+')}{Math.Abs(seconds) / 3600:00}:{Math.Abs(seconds) / 60 % 60:00}");

    private static string DecimalText(bool negative, BigInteger unscaled, int scale)
    {
        string digits = unscaled.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (negative ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }

    /// <summary>Base-10000 groups as PostgreSQL keeps them: aligned on the point, zeros at both ends left out.</summary>
    private static (int Weight, byte[] Groups) Groups(BigInteger unscaled, int scale, bool trimZeros)
    {
        int fraction = (scale + 3) / 4;
        BigInteger aligned = unscaled * BigInteger.Pow(10, fraction * 4 - scale);
        List<ushort> groups = [];
        for (; !aligned.IsZero; aligned /= 10000)
            groups.Insert(0, (ushort)(aligned % 10000));
        int weight = groups.Count - fraction - 1;
        while (trimZeros && groups.Count > 0 && groups[^1] == 0)
            groups.RemoveAt(groups.Count - 1);
        byte[] bytes = new byte[groups.Count * 2];
        for (int i = 0; i < groups.Count; i++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), groups[i]);
        return (groups.Count == 0 ? 0 : weight, bytes);
    }
}
