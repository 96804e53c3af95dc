using System.Buffers.Text;
using DbaPS.Digests;

namespace DbaPS.MySql.Digests;

/// <summary>Appends the canonical value that a cell's text stands for (docs/digest.md).</summary>
internal static class CellValues
{
    private const long Second = 1_000_000;

    /// <exception cref="FormatException">The text is not one of that column's type.</exception>
    public static void Append(CanonicalRow row, DataColumn column, ReadOnlySpan<byte> text)
    {
        switch (column.Kind)
        {
            case ValueKind.Text:
                row.Text(text);
                break;
            case ValueKind.Bytes:
                row.Bytes(text);
                break;
            case ValueKind.Native:
                row.Native(System.Text.Encoding.UTF8.GetBytes(column.Form.TypeName!), text);
                break;
            case ValueKind.Float:
                CanonicalText.Float8(row, text);
                break;
            case ValueKind.Date:
                Date(row, text);
                break;
            case ValueKind.DateTime or ValueKind.Timestamp:
                Moment(row, column.Kind, text);
                break;
            case ValueKind.Time:
                Duration(row, text);
                break;
            default:
                CanonicalText.Append(row, column.Form, text);
                break;
        }
    }

    /// <summary>A day no calendar has (0000-00-00, 2024-02-31) goes by its text.</summary>
    private static void Date(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (TryDay(text, out var days))
        {
            row.Date((int)days);
        }
        else
        {
            row.Native("date"u8, text);
        }
    }

    private static void Moment(CanonicalRow row, ValueKind kind, ReadOnlySpan<byte> text)
    {
        if (text.Length < 19 || !TryDay(text[..10], out var days) || !TryClock(text[11..], out var clock))
        {
            row.Native(kind == ValueKind.Timestamp ? "timestamp"u8 : "datetime"u8, text);
            return;
        }
        var microseconds = (days * CanonicalRow.MicrosecondsPerDay) + clock;
        if (kind == ValueKind.Timestamp)
        {
            row.TimestampTz(microseconds);
        }
        else
        {
            row.Timestamp(microseconds);
        }
    }

    private static void Duration(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        var negative = text.Length > 0 && text[0] == '-';
        if (!TryClock(negative ? text[1..] : text, out var clock))
        {
            throw new FormatException($"A value of {text.Length} bytes can't be read as a time; expected [-]hh:mm:ss[.f].");
        }
        row.Interval(0, 0, negative ? -clock : clock);
    }

    private static bool TryDay(ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-' || !TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..], out var day)
            || year == 0 || !CivilDate.IsValid(year, month, day))
        {
            return false;
        }
        days = CivilDate.ToDays(year, month, day);
        return true;
    }

    /// <summary><c>hh:mm:ss[.ffffff]</c>, hours of two digits or three.</summary>
    private static bool TryClock(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        var colon = text.IndexOf((byte)':');
        if (colon is < 2 or > 3 || text.Length < colon + 6 || text[colon + 3] != ':' || !TryNumber(text[..colon], out var hours)
            || !TryNumber(text.Slice(colon + 1, 2), out var minutes) || !TryNumber(text.Slice(colon + 4, 2), out var seconds))
        {
            return false;
        }
        microseconds = ((((hours * 60L) + minutes) * 60) + seconds) * Second;
        var fraction = text[(colon + 6)..];
        if (fraction.IsEmpty)
        {
            return true;
        }
        if (fraction[0] != '.' || fraction.Length > 7 || !TryNumber(fraction[1..], out var digits))
        {
            return false;
        }
        for (var places = fraction.Length - 1; places < 6; places++)
        {
            digits *= 10;
        }
        microseconds += digits;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int value) => Utf8Parser.TryParse(digits, out value, out var read) && read == digits.Length && value >= 0;
}
