using System.Buffers.Text;
using System.Globalization;

namespace DbaPS.Digests;

/// <summary>
/// Appends the canonical value that an engine's ISO text stands for, so that a table read as text has the digest of the same table read
/// in binary. NULL has no text: call <see cref="CanonicalRow.Null"/>. Messages never repeat the value: it is the user's data.
/// </summary>
public static partial class CanonicalText
{
    /// <summary>Appends a value of a simple form.</summary>
    /// <param name="row">Where the value goes.</param>
    /// <param name="form">The column's form. Array, range, multirange and composite have no text common to engines, nor has any.</param>
    /// <param name="text">UTF-8, unescaped already.</param>
    /// <exception cref="FormatException">The text is not one of that form.</exception>
    /// <exception cref="ArgumentException">The form has no common text.</exception>
    public static void Append(CanonicalRow row, DigestForm form, ReadOnlySpan<byte> text)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(form);
        switch (form.Kind)
        {
            case DigestFormKind.Boolean: Boolean(row, text); break;
            case DigestFormKind.Integer: Integer(row, text); break;
            case DigestFormKind.Decimal: row.Decimal(text); break;
            case DigestFormKind.Float4: Float4(row, text); break;
            case DigestFormKind.Float8: Float8(row, text); break;
            case DigestFormKind.Text: row.Text(text); break;
            case DigestFormKind.Bytes: Bytes(row, text); break;
            case DigestFormKind.Json: row.Json(text); break;
            case DigestFormKind.Uuid: Uuid(row, text); break;
            case DigestFormKind.Bits: Bits(row, text); break;
            case DigestFormKind.Date: Date(row, text); break;
            case DigestFormKind.Time: Time(row, text); break;
            case DigestFormKind.TimeTz: TimeWithZone(row, text); break;
            case DigestFormKind.Timestamp: Timestamp(row, text); break;
            case DigestFormKind.TimestampTz: TimestampTz(row, text); break;
            case DigestFormKind.Interval: Interval(row, text); break;
            default: throw new ArgumentException($"The form {form} has no text that every engine shares.", nameof(form));
        }
    }

    /// <summary>t, f, true, false (any case), 1 or 0.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static void Boolean(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (IsWord(text, "t"u8) || IsWord(text, "true"u8) || IsWord(text, "1"u8))
            row.Boolean(true);
        else if (IsWord(text, "f"u8) || IsWord(text, "false"u8) || IsWord(text, "0"u8))
            row.Boolean(false);
        else
            throw Bad("boolean", "t, f, true, false, 1 or 0", text);
    }

    /// <summary>[sign] digits, of any length.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static void Integer(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long value, out int read) && read == text.Length)
            row.Integer(value);
        else if (text.Contains((byte)'.') || text.IsEmpty || text[^1] is < (byte)'0' or > (byte)'9' || !row.TryDecimal(text))
            throw Bad("integer", "[sign] digits", text);
    }

    /// <summary>The shortest text that reads back as the same single (or any longer one), NaN, Infinity, -Infinity; widened exactly.</summary>
    /// <exception cref="FormatException">Anything else, or a number no single can hold.</exception>
    public static void Float4(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (TryFloatWord(text, out double word))
            row.Float(word);
        else if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value))
            row.Float(value);
        else
            throw Bad("float4", "a decimal number, NaN, Infinity or -Infinity", text);
    }

    /// <summary>The shortest text that reads back as the same double (or any longer one), NaN, Infinity, -Infinity.</summary>
    /// <exception cref="FormatException">Anything else, or a number no double can hold.</exception>
    public static void Float8(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (TryFloatWord(text, out double value)
            || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)))
            row.Float(value);
        else
            throw Bad("float8", "a decimal number, NaN, Infinity or -Infinity", text);
    }

    /// <summary>\x or 0x and pairs of hexadecimal digits.</summary>
    /// <exception cref="FormatException">Anything else; PostgreSQL's older "escape" output too.</exception>
    public static void Bytes(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        bool prefixed = text.StartsWith("\\x"u8) || text.StartsWith("0x"u8);
        if (!prefixed || !row.TryHexBytes(text[2..]))
            throw Bad("bytes", "\\x and pairs of hexadecimal digits", text);
    }

    /// <summary>32 hexadecimal digits of any case, with hyphens (8-4-4-4-12) or without.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static void Uuid(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        Span<byte> value = stackalloc byte[16];
        bool hyphens = text.Length == 36;
        if (!hyphens && text.Length != 32)
            throw Bad("uuid", "32 hexadecimal digits", text);
        for (int i = 0, at = 0; i < 16; i++, at += 2)
        {
            if (hyphens && i is 4 or 6 or 8 or 10 && text[at++] != '-')
                throw Bad("uuid", "32 hexadecimal digits", text);
            if (!TryHexPair(text[at], text[at + 1], out value[i]))
                throw Bad("uuid", "32 hexadecimal digits", text);
        }
        row.Uuid(value);
    }

    /// <summary>A string of 0 and 1, possibly empty.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static void Bits(CanonicalRow row, ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExcept((byte)'0', (byte)'1') >= 0)
            throw Bad("bits", "0 and 1", text);
        row.BitsFromText(text);
    }

    internal static bool TryHexPair(byte high, byte low, out byte value)
    {
        int h = HexDigit(high), l = HexDigit(low);
        value = (byte)((h << 4) | (l & 0xf));
        return (h | l) >= 0;
    }

    internal static bool IsWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length == lowerCase.Length && System.Text.Ascii.EqualsIgnoreCase(text, lowerCase);

    internal static FormatException Bad(string form, string expected, ReadOnlySpan<byte> text) =>
        new($"A value of {text.Length} bytes can't be read in the form {form}; expected {expected}.");

    private static bool TryFloatWord(ReadOnlySpan<byte> text, out double value)
    {
        ReadOnlySpan<byte> unsigned = !text.IsEmpty && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        bool infinity = IsWord(unsigned, "infinity"u8) || IsWord(unsigned, "inf"u8);
        value = !infinity ? double.NaN : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return infinity || IsWord(text, "nan"u8);
    }

    private static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
