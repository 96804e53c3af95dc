namespace DbaPS.Digests;

/// <content>
/// Intervals in ISO 8601 (<c>P1Y2M3DT4H5M6.5S</c>, a sign before any number) and in PostgreSQL's own style
/// (<c>1 year 2 mons -3 days +04:05:06.5</c>).
/// </content>
public static partial class CanonicalText
{
    private const string IntervalShape = "P1Y2M3DT4H5M6.5S or '1 year 2 mons 3 days 04:05:06.5'";

    /// <exception cref="FormatException">Neither of the two forms, finer than a microsecond, or out of range.</exception>
    public static void Interval(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (TryInfinity(text, out bool negative))
        {
            row.Interval(negative ? int.MinValue : int.MaxValue, negative ? int.MinValue : int.MaxValue,
                negative ? long.MinValue : long.MaxValue);
            return;
        }
        IntervalParts parts = default;
        bool read = !text.IsEmpty && text[0] == 'P' ? TryIso(text[1..], ref parts) : TryWords(text, ref parts);
        if (!read || parts.Months != (int)parts.Months || parts.Days != (int)parts.Days
            || parts.Microseconds < long.MinValue || parts.Microseconds > long.MaxValue)
            throw Bad("interval", IntervalShape, text);
        row.Interval((int)parts.Months, (int)parts.Days, (long)parts.Microseconds);
    }

    private static bool TryIso(ReadOnlySpan<byte> text, ref IntervalParts parts)
    {
        bool time = false, any = false;
        while (!text.IsEmpty)
        {
            if (!time && TryMark(ref text, 'T'))
            {
                time = true;
                any = false;
                continue;
            }
            if (!TrySigned(ref text, out bool negative, out long number) || !TryFraction(ref text, out long micros, out int picos)
                || picos != 0 || text.IsEmpty)
                return false;
            byte unit = text[0];
            text = text[1..];
            if (micros != 0 && unit != 'S')
                return false;
            any = true;
            if (!parts.Add((time, unit) switch
            {
                (false, (byte)'Y') => 'y',
                (false, (byte)'M') => 'm',
                (false, (byte)'W') => 'w',
                (false, (byte)'D') => 'd',
                (true, (byte)'H') => 'H',
                (true, (byte)'M') => 'M',
                (true, (byte)'S') => 'S',
                _ => '?',
            }, number, micros, negative))
                return false;
        }
        return any;
    }

    private static bool TryWords(ReadOnlySpan<byte> text, ref IntervalParts parts)
    {
        bool any = false;
        while (!text.IsEmpty)
        {
            if (any && !TryMark(ref text, ' '))
                return false;
            any = true;
            if (!TrySigned(ref text, out bool negative, out long number) || text.IsEmpty)
                return false;
            if (text[0] == ':')
                return TryClock(text, number, negative, ref parts);
            if (!TryMark(ref text, ' '))
                return false;
            int end = text.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = end < 0 ? text : text[..end];
            text = text[word.Length..];
            if (!word.IsEmpty && word[^1] == 's')
                word = word[..^1];
            if (!parts.Add(word.SequenceEqual("year"u8) ? 'y' : word.SequenceEqual("mon"u8) || word.SequenceEqual("month"u8) ? 'm'
                : word.SequenceEqual("day"u8) ? 'd' : '?', number, 0, negative))
                return false;
        }
        return any;
    }

    private static bool TryClock(ReadOnlySpan<byte> text, long hours, bool negative, ref IntervalParts parts)
    {
        long seconds = 0, micros = 0;
        int picos = 0;
        if (!TryMark(ref text, ':') || !TryNumber(ref text, 2, 2, out long minutes))
            return false;
        if (TryMark(ref text, ':') && (!TryNumber(ref text, 2, 2, out seconds) || !TryFraction(ref text, out micros, out picos)))
            return false;
        return text.IsEmpty && picos == 0 && minutes < 60 && seconds < 60
            && parts.Add('H', hours, 0, negative) && parts.Add('M', minutes, 0, negative) && parts.Add('S', seconds, micros, negative);
    }

    private static bool TrySigned(ref ReadOnlySpan<byte> text, out bool negative, out long number)
    {
        negative = !text.IsEmpty && text[0] == '-';
        if (!TryMark(ref text, '-'))
            TryMark(ref text, '+');
        return TryNumber(ref text, 1, 18, out number);
    }

    private struct IntervalParts
    {
        public Int128 Months;
        public Int128 Days;
        public Int128 Microseconds;

        public bool Add(char unit, long number, long micros, bool negative)
        {
            Int128 value = negative ? -number : number;
            switch (unit)
            {
                case 'y': Months += value * 12; return true;
                case 'm': Months += value; return true;
                case 'w': Days += value * 7; return true;
                case 'd': Days += value; return true;
                case 'H': Microseconds += value * 3600 * Second; return true;
                case 'M': Microseconds += value * 60 * Second; return true;
                case 'S': Microseconds += value * Second + (negative ? -micros : micros); return true;
                default: return false;
            }
        }
    }
}
