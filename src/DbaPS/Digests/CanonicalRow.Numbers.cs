using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace DbaPS.Digests;

/// <content>Exact and binary numbers.</content>
public sealed partial class CanonicalRow
{
    /// <summary>Any integer of 64 bits or fewer: widened, so that int2, int4 and int8 of one value are one value.</summary>
    public void Integer(long value) => Fixed64(CanonicalTag.Integer, (ulong)value);

    /// <summary>An unsigned integer: beyond <see cref="long.MaxValue"/> it is written as a decimal of scale 0.</summary>
    public void Integer(ulong value)
    {
        if (value <= long.MaxValue)
            Integer((long)value);
        else
            WideInteger(value);
    }

    /// <summary>An integer of up to 128 bits: outside 64 bits it is written as a decimal of scale 0.</summary>
    public void Integer(Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
            Integer((long)value);
        else
            WideInteger(value);
    }

    /// <summary>
    /// An exact number from its decimal text. The scale shown counts (1.5 is not 1.50); a number shown without a fraction that fits in
    /// 64 bits is an integer. A plus sign, leading zeros, a bare point and the minus of zero are not part of the value.
    /// </summary>
    /// <param name="ascii">[sign] digits [. digits], or NaN, Infinity, -Infinity in any case.</param>
    /// <exception cref="FormatException">Anything else, an exponent included.</exception>
    public void Decimal(ReadOnlySpan<byte> ascii)
    {
        if (!TryDecimal(ascii))
            throw CanonicalText.Bad("decimal", "[sign] digits [. digits]", ascii);
    }

    /// <summary>An exact number with the scale this type keeps (1.50m has scale 2).</summary>
    public void Decimal(decimal value)
    {
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        Decimal(text[..length]);
    }

    public void DecimalNaN() => Prefixed(CanonicalTag.Decimal, "NaN"u8);

    public void DecimalInfinity(bool negative = false) => Prefixed(CanonicalTag.Decimal, negative ? "-Infinity"u8 : "Infinity"u8);

    /// <summary>An exact number in groups of four decimal digits, as PostgreSQL sends <c>numeric</c>.</summary>
    /// <param name="negative">True below zero.</param>
    /// <param name="weight">The power of 10000 of the first group.</param>
    /// <param name="scale">Digits shown after the point (0–16383); groups beyond are cut off.</param>
    /// <param name="groups">The groups, two bytes each, big-endian, 0–9999.</param>
    /// <exception cref="FormatException">Half a group, a group over 9999, or a weight or scale out of range.</exception>
    public void DecimalFromGroups(bool negative, int weight, int scale, ReadOnlySpan<byte> groups)
    {
        if ((groups.Length & 1) != 0 || scale is < 0 or > short.MaxValue || weight is < short.MinValue or > short.MaxValue)
            throw new FormatException("The groups of a decimal number are malformed.");
        int count = groups.Length / 2;
        if (scale == 0 && weight <= 3)
        {
            Integer(SmallWhole(negative, weight, groups));
            return;
        }

        int start = _length;
        Room(checked(8 + Math.Max(weight + 1, 1) * 4 + 1 + scale + 4));
        int at = start + 5;
        if (negative)
            _buffer[at++] = (byte)'-';
        int digits = at;
        bool zero = true;
        for (int power = Math.Max(weight, 0); power >= 0; power--)
        {
            int group = Group(groups, weight - power, count);
            zero &= group == 0;
            WriteGroup(at, group);
            at += 4;
        }
        int leading = 0;
        while (leading < at - digits - 1 && _buffer[digits + leading] == '0')
            leading++;
        Buffer.BlockCopy(_buffer, digits + leading, _buffer, digits, at - digits - leading);
        at -= leading;
        if (scale > 0)
        {
            _buffer[at++] = (byte)'.';
            int end = at + scale;
            for (int power = -1; at < end; power--)
            {
                WriteGroup(at, Group(groups, weight - power, count));
                at += 4;
            }
            zero &= _buffer.AsSpan(end - scale, scale).IndexOfAnyExcept((byte)'0') < 0;
            at = end;
        }
        if (zero && negative)
        {
            Buffer.BlockCopy(_buffer, digits, _buffer, digits - 1, at - digits);
            at--;
        }
        FinishDecimal(start, at, scale == 0);
    }

    /// <summary>A double by its bits: minus zero is not zero, and every NaN is one NaN.</summary>
    public void Float(double value) =>
        Fixed64(CanonicalTag.Float, double.IsNaN(value) ? 0x7ff8000000000000 : BitConverter.DoubleToUInt64Bits(value));

    /// <summary>A single, widened exactly: the same value in either width is one value.</summary>
    public void Float(float value) => Float((double)value);

    internal bool TryDecimal(ReadOnlySpan<byte> ascii)
    {
        ReadOnlySpan<byte> text = ascii;
        bool negative = false;
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            text = text[1..];
        }
        if (text.IsEmpty)
            return false;
        if (text[0] > '9')
            return TryDecimalWord(ascii, text, negative);

        int point = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || !OnlyDigits(whole) || !OnlyDigits(fraction))
            return false;
        whole = whole.TrimStart((byte)'0');
        if (whole.IsEmpty && fraction.IndexOfAnyExcept((byte)'0') < 0)
            negative = false;

        int start = _length;
        Room(checked(5 + 3 + whole.Length + fraction.Length));
        int at = start + 5;
        if (negative)
            _buffer[at++] = (byte)'-';
        if (whole.IsEmpty)
            _buffer[at++] = (byte)'0';
        whole.CopyTo(_buffer.AsSpan(at));
        at += whole.Length;
        if (!fraction.IsEmpty)
        {
            _buffer[at++] = (byte)'.';
            fraction.CopyTo(_buffer.AsSpan(at));
            at += fraction.Length;
        }
        FinishDecimal(start, at, fraction.IsEmpty);
        return true;
    }

    private bool TryDecimalWord(ReadOnlySpan<byte> ascii, ReadOnlySpan<byte> unsigned, bool negative)
    {
        if (CanonicalText.IsWord(ascii, "nan"u8))
            DecimalNaN();
        else if (CanonicalText.IsWord(unsigned, "infinity"u8) || CanonicalText.IsWord(unsigned, "inf"u8))
            DecimalInfinity(negative);
        else
            return false;
        return true;
    }

    /// <summary>Turns the text written from <paramref name="start"/> + 5 to <paramref name="end"/> into an integer or a decimal.</summary>
    private void FinishDecimal(int start, int end, bool whole)
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(start + 5, end - start - 5);
        if (whole && text.Length <= 20 && Utf8Parser.TryParse(text, out long value, out int read) && read == text.Length)
        {
            Integer(value);
            return;
        }
        _buffer[start] = CanonicalTag.Decimal;
        WriteUInt32(start + 1, (uint)text.Length);
        _length = end;
    }

    private void WideInteger(Int128 value)
    {
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        Prefixed(CanonicalTag.Decimal, text[..length]);
    }

    private static long SmallWhole(bool negative, int weight, ReadOnlySpan<byte> groups)
    {
        long value = 0;
        for (int i = 0; i <= weight; i++)
            value = value * 10000 + Group(groups, i, groups.Length / 2);
        return negative ? -value : value;
    }

    private static int Group(ReadOnlySpan<byte> groups, int index, int count)
    {
        if ((uint)index >= (uint)count)
            return 0;
        int group = BinaryPrimitives.ReadUInt16BigEndian(groups[(2 * index)..]);
        return group <= 9999 ? group : throw new FormatException("A group of a decimal number is over 9999.");
    }

    private void WriteGroup(int at, int group)
    {
        Span<byte> four = _buffer.AsSpan(at, 4);
        (int high, int low) = Math.DivRem(group, 100);
        four[3] = (byte)('0' + low % 10);
        four[2] = (byte)('0' + low / 10);
        four[1] = (byte)('0' + high % 10);
        four[0] = (byte)('0' + high / 10);
    }

    private static bool OnlyDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
