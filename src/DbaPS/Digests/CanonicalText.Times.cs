namespace DbaPS.Digests;

/// <content>
/// Dates and times in ISO form: <c>yyyy-MM-dd</c> with four or more digits of the year, T or a space, <c>hh:mm[:ss[.f…]]</c> with up to
/// twelve digits of the fraction, an offset of <c>Z</c> or <c>±hh[[:]mm[[:]ss]]</c>, and <c> BC</c> at the end for years before 1.
/// </content>
public static partial class CanonicalText
{
    private const long Second = 1_000_000;
    private const string DateShape = "yyyy-MM-dd, infinity or -infinity";
    private const string TimeShape = "hh:mm:ss[.f]";
    private const string TimestampShape = "yyyy-MM-dd hh:mm:ss[.f][offset], infinity or -infinity";

    /// <exception cref="FormatException">Not a date, a day the calendar doesn't have (0000-00-00), or out of range.</exception>
    public static void Date(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (TryInfinity(text, out bool negative))
        {
            row.Date(negative ? int.MinValue : int.MaxValue);
            return;
        }
        ReadOnlySpan<byte> rest = text;
        bool bc = TakeBc(ref rest);
        if (!TryDay(ref rest, bc, out long days) || !rest.IsEmpty || days is <= int.MinValue or >= int.MaxValue)
            throw Bad("date", DateShape, text);
        row.Date((int)days);
    }

    /// <exception cref="FormatException">Not a time of day from 00:00:00 to 24:00:00.</exception>
    public static void Time(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text;
        if (!TryTimeOfDay(ref rest, allow24: true, out long microseconds, out int picoseconds) || !rest.IsEmpty)
            throw Bad("time", TimeShape, text);
        row.Time(microseconds, picoseconds);
    }

    /// <exception cref="FormatException">Not a time of day with an offset.</exception>
    public static void TimeWithZone(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text;
        if (!TryTimeOfDay(ref rest, allow24: true, out long microseconds, out int picoseconds)
            || !TryOffset(ref rest, out int offset) || !rest.IsEmpty)
            throw Bad("timetz", TimeShape + " and an offset", text);
        row.TimeWithZone(microseconds, offset, picoseconds);
    }

    /// <exception cref="FormatException">Not a moment without an offset.</exception>
    public static void Timestamp(CanonicalRow row, ReadOnlySpan<byte> text) => Moment(row, text, zoned: false);

    /// <exception cref="FormatException">Not a moment with an offset.</exception>
    public static void TimestampTz(CanonicalRow row, ReadOnlySpan<byte> text) => Moment(row, text, zoned: true);

    private static void Moment(CanonicalRow row, ReadOnlySpan<byte> text, bool zoned)
    {
        string form = zoned ? "timestamptz" : "timestamp";
        int picoseconds = 0;
        long microseconds;
        if (TryInfinity(text, out bool negative))
        {
            microseconds = negative ? long.MinValue : long.MaxValue;
        }
        else
        {
            ReadOnlySpan<byte> rest = text;
            int offset = 0;
            bool bc = TakeBc(ref rest);
            if (!TryDay(ref rest, bc, out long days) || rest.IsEmpty || rest[0] is not ((byte)' ' or (byte)'T' or (byte)'t'))
                throw Bad(form, TimestampShape, text);
            rest = rest[1..];
            if (!TryTimeOfDay(ref rest, allow24: false, out long time, out picoseconds)
                || (zoned && !TryOffset(ref rest, out offset)) || !rest.IsEmpty)
                throw Bad(form, TimestampShape, text);
            Int128 exact = (Int128)days * CanonicalRow.MicrosecondsPerDay + time - offset * Second;
            if (exact <= long.MinValue || exact >= long.MaxValue)
                throw Bad(form, "a moment within 292,000 years of 2000", text);
            microseconds = (long)exact;
        }
        if (zoned)
            row.TimestampTz(microseconds, picoseconds);
        else
            row.Timestamp(microseconds, picoseconds);
    }

    private static bool TryInfinity(ReadOnlySpan<byte> text, out bool negative)
    {
        negative = !text.IsEmpty && text[0] == '-';
        return IsWord(negative ? text[1..] : text, "infinity"u8);
    }

    private static bool TakeBc(ref ReadOnlySpan<byte> text)
    {
        if (!text.EndsWith(" BC"u8))
            return false;
        text = text[..^3];
        return true;
    }

    private static bool TryDay(ref ReadOnlySpan<byte> text, bool bc, out long days)
    {
        days = 0;
        if (!TryNumber(ref text, 4, 7, out long year) || !TryMark(ref text, '-')
            || !TryNumber(ref text, 2, 2, out long month) || !TryMark(ref text, '-') || !TryNumber(ref text, 2, 2, out long day)
            || year == 0)
            return false;
        if (bc)
            year = 1 - year;
        if (!CivilDate.IsValid(year, (int)month, (int)day))
            return false;
        days = CivilDate.ToDays(year, (int)month, (int)day);
        return true;
    }

    private static bool TryTimeOfDay(ref ReadOnlySpan<byte> text, bool allow24, out long microseconds, out int picoseconds)
    {
        microseconds = 0;
        picoseconds = 0;
        long seconds = 0;
        if (!TryNumber(ref text, 2, 2, out long hours) || !TryMark(ref text, ':') || !TryNumber(ref text, 2, 2, out long minutes))
            return false;
        if (TryMark(ref text, ':') && (!TryNumber(ref text, 2, 2, out seconds) || !TryFraction(ref text, out microseconds, out picoseconds)))
            return false;
        microseconds += ((hours * 60 + minutes) * 60 + seconds) * Second;
        return minutes < 60 && seconds < 60
            && (hours < 24 || (allow24 && microseconds == CanonicalRow.MicrosecondsPerDay && picoseconds == 0));
    }

    private static bool TryOffset(ref ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (TryMark(ref text, 'Z') || TryMark(ref text, 'z'))
            return true;
        bool west = !text.IsEmpty && text[0] == '-';
        if ((!TryMark(ref text, '+') && !TryMark(ref text, '-')) || !TryNumber(ref text, 2, 2, out long hours))
            return false;
        long minutes = 0, rest = 0;
        if (!text.IsEmpty && (!OptionalMark(ref text) || !TryNumber(ref text, 2, 2, out minutes)))
            return false;
        if (!text.IsEmpty && (!OptionalMark(ref text) || !TryNumber(ref text, 2, 2, out rest)))
            return false;
        seconds = (int)((hours * 60 + minutes) * 60 + rest) * (west ? -1 : 1);
        return hours < 16 && minutes < 60 && rest < 60;

        static bool OptionalMark(ref ReadOnlySpan<byte> text)
        {
            TryMark(ref text, ':');
            return true;
        }
    }

    /// <summary>Takes a point and its digits, if they are there. Digits past the twelfth must be zeros.</summary>
    private static bool TryFraction(ref ReadOnlySpan<byte> text, out long microseconds, out int picoseconds)
    {
        microseconds = 0;
        picoseconds = 0;
        if (!TryMark(ref text, '.'))
            return true;
        int digits = 0;
        long value = 0;
        while (!text.IsEmpty && text[0] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits < 12)
                value = value * 10 + (text[0] - '0');
            else if (text[0] != '0')
                return false;
            digits++;
            text = text[1..];
        }
        for (int i = digits; i < 12; i++)
            value *= 10;
        microseconds = value / 1_000_000;
        picoseconds = (int)(value % 1_000_000);
        return digits > 0;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int atLeast, int atMost, out long value)
    {
        int length = 0;
        value = 0;
        while (length < text.Length && length < atMost && text[length] is >= (byte)'0' and <= (byte)'9')
            value = value * 10 + (text[length++] - '0');
        text = text[length..];
        return length >= atLeast;
    }

    private static bool TryMark(ref ReadOnlySpan<byte> text, char mark)
    {
        if (text.IsEmpty || text[0] != mark)
            return false;
        text = text[1..];
        return true;
    }
}
