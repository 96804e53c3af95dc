using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DbaPS.Digests;

/// <summary>Canonical bytes as text for people: the key of a missing row, a value in a test. Not meant to be read back.</summary>
public static class CanonicalDisplay
{
    private const int DeepestNesting = 32;

    /// <summary>The values, separated by a comma and a space; bytes that are not canonical show as hexadecimal digits.</summary>
    /// <param name="canonical">Canonical bytes of any number of values.</param>
    /// <param name="maxLength">Characters after which the text breaks off with an ellipsis.</param>
    public static string Render(ReadOnlySpan<byte> canonical, int maxLength = 200)
    {
        StringBuilder text = new();
        ReadOnlySpan<byte> rest = canonical;
        while (!rest.IsEmpty && text.Length <= maxLength)
        {
            if (text.Length > 0)
                text.Append(", ");
            ReadOnlySpan<byte> here = rest;
            if (!TryValue(ref rest, text, maxLength, 0))
            {
                text.Append("0x").Append(Convert.ToHexString(here[..Math.Min(here.Length, maxLength)]).ToLowerInvariant());
                break;
            }
        }
        return text.Length <= maxLength ? text.ToString() : text.ToString(0, maxLength) + "…";
    }

    private static bool TryValue(ref ReadOnlySpan<byte> rest, StringBuilder text, int max, int depth)
    {
        if (depth > DeepestNesting || !TryTake(ref rest, 1, out ReadOnlySpan<byte> head))
            return false;
        byte tag = head[0];
        switch (tag)
        {
            case CanonicalTag.Null: text.Append("NULL"); return true;
            case CanonicalTag.False: text.Append("false"); return true;
            case CanonicalTag.True: text.Append("true"); return true;
            case CanonicalTag.Decimal: return TryPayload(ref rest, out ReadOnlySpan<byte> digits) && Quoted(text, digits, max, "", "");
            case CanonicalTag.Text or CanonicalTag.Json:
                return TryPayload(ref rest, out ReadOnlySpan<byte> utf8) && Quoted(text, utf8, max, "'", "'");
            case CanonicalTag.Bytes: return TryPayload(ref rest, out ReadOnlySpan<byte> bytes) && Hex(text.Append("0x"), bytes, max);
            case CanonicalTag.Native:
                return TryPayload(ref rest, out ReadOnlySpan<byte> name) && TryPayload(ref rest, out ReadOnlySpan<byte> value)
                    && Quoted(text, name, max, "", ":0x") && Hex(text, value, max);
            case CanonicalTag.Bits: return TryBits(ref rest, text, max);
            case CanonicalTag.Array: return TryArray(ref rest, text, max, depth);
            case CanonicalTag.Composite: return TryCounted(ref rest, text, max, depth, '(', ')');
            case CanonicalTag.Multirange: return TryCounted(ref rest, text, max, depth, '{', '}');
            case CanonicalTag.Range: return TryRange(ref rest, text, max, depth);
            default: return TryFixed(tag, ref rest, text);
        }
    }

    private static bool TryFixed(byte tag, ref ReadOnlySpan<byte> rest, StringBuilder text)
    {
        int picoseconds = 0;
        bool finer = (tag & ~CanonicalTag.Finer) is >= CanonicalTag.Time and <= CanonicalTag.TimestampTz && (tag & CanonicalTag.Finer) != 0;
        byte plain = finer ? (byte)(tag & ~CanonicalTag.Finer) : tag;
        int size = plain switch
        {
            CanonicalTag.Date => 4,
            CanonicalTag.Uuid or CanonicalTag.Interval => 16,
            CanonicalTag.Integer or CanonicalTag.Float or CanonicalTag.Time or CanonicalTag.Timestamp or CanonicalTag.TimestampTz => 8,
            CanonicalTag.TimeWithZone => 8,
            _ => -1,
        };
        if (size < 0 || !TryTake(ref rest, size, out ReadOnlySpan<byte> bytes))
            return false;
        if (finer && (!TryInt32(ref rest, out picoseconds) || picoseconds is <= 0 or > 999_999))
            return false;
        int offset = 0;
        if (plain == CanonicalTag.TimeWithZone && !TryInt32(ref rest, out offset))
            return false;
        long value = size == 8 ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0;
        switch (plain)
        {
            case CanonicalTag.Integer: Add(text, $"{value}"); break;
            case CanonicalTag.Float: Add(text, $"{BitConverter.Int64BitsToDouble(value):R}"); break;
            case CanonicalTag.Uuid: Add(text, $"{new Guid(bytes, bigEndian: true):D}"); break;
            case CanonicalTag.Date: Day(text, BinaryPrimitives.ReadInt32BigEndian(bytes)); break;
            case CanonicalTag.Time: Clock(text, value, picoseconds); break;
            case CanonicalTag.TimeWithZone:
                Clock(text, value, picoseconds);
                Add(text, $"{(offset < 0 ? '-' : '+')}{TimeSpan.FromSeconds(Math.Abs((long)offset)):c}");
                break;
            case CanonicalTag.Interval:
                Add(text, $"P{BinaryPrimitives.ReadInt32BigEndian(bytes)}M{BinaryPrimitives.ReadInt32BigEndian(bytes[4..])}D");
                Add(text, $"T{BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) / 1e6m}S");
                break;
            default: Moment(text, value, picoseconds, plain == CanonicalTag.TimestampTz); break;
        }
        return true;
    }

    private static void Moment(StringBuilder text, long microseconds, int picoseconds, bool utc)
    {
        if (microseconds is long.MaxValue or long.MinValue)
        {
            text.Append(microseconds > 0 ? "infinity" : "-infinity");
            return;
        }
        long days = CivilDate.FloorDiv(microseconds, CanonicalRow.MicrosecondsPerDay);
        bool bc = YearMonthDay(text, days);
        Clock(text.Append(' '), microseconds - days * CanonicalRow.MicrosecondsPerDay, picoseconds);
        text.Append(utc ? "Z" : "").Append(bc ? " BC" : "");
    }

    private static void Day(StringBuilder text, int days)
    {
        if (days is int.MaxValue or int.MinValue)
            text.Append(days > 0 ? "infinity" : "-infinity");
        else if (YearMonthDay(text, days))
            text.Append(" BC");
    }

    private static bool YearMonthDay(StringBuilder text, long days)
    {
        (long year, int month, int day) = CivilDate.FromDays(days);
        Add(text, $"{(year > 0 ? year : 1 - year):0000}-{month:00}-{day:00}");
        return year <= 0;
    }

    private static void Clock(StringBuilder text, long microseconds, int picoseconds)
    {
        long seconds = microseconds / 1_000_000;
        Add(text, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        long fraction = microseconds % 1_000_000 * 1_000_000 + picoseconds;
        if (fraction != 0)
            text.Append('.').Append(fraction.ToString("000000000000", CultureInfo.InvariantCulture).TrimEnd('0'));
    }

    private static bool TryBits(ref ReadOnlySpan<byte> rest, StringBuilder text, int max)
    {
        if (!TryInt32(ref rest, out int count) || count < 0 || !TryTake(ref rest, (int)(((long)count + 7) / 8), out ReadOnlySpan<byte> bits))
            return false;
        text.Append("b'");
        for (int i = 0; i < count && i <= max; i++)
            text.Append((bits[i >> 3] & (0x80 >> (i & 7))) != 0 ? '1' : '0');
        text.Append('\'');
        return true;
    }

    private static bool TryArray(ref ReadOnlySpan<byte> rest, StringBuilder text, int max, int depth)
    {
        if (!TryTake(ref rest, 1, out ReadOnlySpan<byte> dimensions))
            return false;
        long count = dimensions[0] == 0 ? 0 : 1;
        for (int i = 0; i < dimensions[0]; i++)
        {
            if (!TryInt32(ref rest, out int length) || !TryInt32(ref rest, out int lower) || length <= 0)
                return false;
            count = Math.Min(count * length, int.MaxValue);
            if (dimensions[0] > 1 || lower != 1)
                Add(text, $"[{lower}:{(long)lower + length - 1}]");
        }
        return TryList(ref rest, text, max, depth, count, '{', '}');
    }

    private static bool TryRange(ref ReadOnlySpan<byte> rest, StringBuilder text, int max, int depth)
    {
        if (!TryTake(ref rest, 1, out ReadOnlySpan<byte> head) || head[0] > 0x1e)
            return false;
        byte flags = head[0];
        if (flags == 0x01)
        {
            text.Append("empty");
            return true;
        }
        text.Append((flags & 0x02) != 0 ? '[' : '(');
        if ((flags & 0x08) == 0 && !TryValue(ref rest, text, max, depth + 1))
            return false;
        text.Append(',');
        if ((flags & 0x10) == 0 && !TryValue(ref rest, text, max, depth + 1))
            return false;
        text.Append((flags & 0x04) != 0 ? ']' : ')');
        return true;
    }

    private static bool TryCounted(ref ReadOnlySpan<byte> rest, StringBuilder text, int max, int depth, char open, char close) =>
        TryInt32(ref rest, out int count) && TryList(ref rest, text, max, depth, count, open, close);

    private static bool TryList(ref ReadOnlySpan<byte> rest, StringBuilder text, int max, int depth, long count, char open, char close)
    {
        text.Append(open);
        for (long i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append(',');
            if (!TryValue(ref rest, text, max, depth + 1))
                return false;
        }
        text.Append(close);
        return count >= 0;
    }

    private static bool Quoted(StringBuilder text, ReadOnlySpan<byte> utf8, int max, string open, string close)
    {
        // Control characters are escaped: a key must not be able to draw on the terminal that shows it.
        text.Append(open);
        foreach (char c in Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * max)]))
        {
            if (char.IsControl(c))
                Add(text, $"\\u{(int)c:x4}");
            else
                text.Append(c == '\'' && open.Length > 0 ? "''" : c.ToString());
        }
        text.Append(close);
        return true;
    }

    private static bool Hex(StringBuilder text, ReadOnlySpan<byte> bytes, int max)
    {
        text.Append(Convert.ToHexString(bytes[..Math.Min(bytes.Length, max)]).ToLowerInvariant());
        return true;
    }

    private static void Add(StringBuilder text, FormattableString value) => text.Append(value.ToString(CultureInfo.InvariantCulture));

    private static bool TryPayload(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        return TryInt32(ref rest, out int length) && TryTake(ref rest, length, out payload);
    }

    private static bool TryInt32(ref ReadOnlySpan<byte> rest, out int value)
    {
        bool there = TryTake(ref rest, 4, out ReadOnlySpan<byte> bytes);
        value = there ? BinaryPrimitives.ReadInt32BigEndian(bytes) : 0;
        return there;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, int size, out ReadOnlySpan<byte> taken)
    {
        bool there = size >= 0 && size <= rest.Length;
        taken = there ? rest[..size] : default;
        rest = there ? rest[size..] : rest;
        return there;
    }
}
