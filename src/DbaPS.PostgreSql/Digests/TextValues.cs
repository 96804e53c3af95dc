using DbaPS.Digests;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Reads values in PostgreSQL's text form (the types' output functions, under DbaPS's session settings) into canonical form.</summary>
internal static class TextValues
{
    /// <exception cref="FormatException">The text is not a value of the type.</exception>
    public static void Append(CanonicalRow row, ValueType type, ReadOnlySpan<byte> text)
    {
        switch (type.Kind)
        {
            case ValueKind.Array: Array(row, type.Parts[0], text); break;
            case ValueKind.Composite: Composite(row, type.Parts, text); break;
            case ValueKind.Range: Range(row, type.Parts[0], text); break;
            case ValueKind.Multirange: Multirange(row, type.Parts[0], text); break;
            case ValueKind.Native: row.Native(type.NativeTextName, text); break;
            default: CanonicalText.Append(row, type.Form, text); break;
        }
    }

    /// <summary><c>[lower:upper]…={…}</c>; the bounds stand only where a lower one is not 1.</summary>
    private static void Array(CanonicalRow row, ValueType element, ReadOnlySpan<byte> text)
    {
        var lowers = new List<int>();
        var at = 0;
        while (at < text.Length && text[at] == '[')
        {
            int colon = at + text[at..].IndexOf((byte)':'), close = at + text[at..].IndexOf((byte)']');
            if (colon <= at || close < colon || !System.Buffers.Text.Utf8Parser.TryParse(text[(at + 1)..colon], out int lower, out int used) || used != colon - at - 1)
                throw Malformed("an array");
            lowers.Add(lower);
            at = close + 1;
        }
        if (lowers.Count > 0)
        {
            if (at >= text.Length || text[at] != '=')
                throw Malformed("an array");
            at++;
        }
        var items = new List<LiteralItem>();
        var lengths = new List<int>();
        LiteralReader.ReadArray(text[at..], element.Delimiter, items, lengths);
        Span<(int, int)> bounds = stackalloc (int, int)[lengths.Count];
        for (int i = 0; i < lengths.Count; i++)
            bounds[i] = (lengths[i], i < lowers.Count ? lowers[i] : 1);
        row.BeginArray(bounds.Length, bounds);
        foreach (LiteralItem item in items)
            Item(row, element, text[at..], item);
    }

    private static void Composite(CanonicalRow row, ValueType[] fields, ReadOnlySpan<byte> text)
    {
        var items = new List<LiteralItem>();
        LiteralReader.ReadComposite(text, fields.Length, items);
        row.BeginComposite(fields.Length);
        for (int i = 0; i < fields.Length; i++)
            Item(row, fields[i], text, items[i]);
    }

    private static void Range(CanonicalRow row, ValueType bound, ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("empty"u8))
        {
            row.EmptyRange();
            return;
        }
        if (text.Length < 3 || text[0] is not ((byte)'[' or (byte)'(') || text[^1] is not ((byte)']' or (byte)')'))
            throw Malformed("a range");
        (LiteralItem lower, LiteralItem upper) = LiteralReader.ReadRange(text);
        row.BeginRange(!lower.IsNull, text[0] == '[', !upper.IsNull, text[^1] == ']');
        if (!lower.IsNull)
            Item(row, bound, text, lower);
        if (!upper.IsNull)
            Item(row, bound, text, upper);
    }

    private static void Multirange(CanonicalRow row, ValueType range, ReadOnlySpan<byte> text)
    {
        var items = new List<LiteralItem>();
        LiteralReader.ReadMultirange(text, items);
        row.BeginMultirange(items.Count);
        foreach (LiteralItem item in items)
            Append(row, range, text.Slice(item.Start, item.Length));
    }

    private static void Item(CanonicalRow row, ValueType type, ReadOnlySpan<byte> text, LiteralItem item)
    {
        ReadOnlySpan<byte> raw = text.Slice(item.Start, item.Length);
        if (item.IsNull)
            row.Null();
        else
            Append(row, type, item.Escaped ? LiteralReader.Unescape(raw) : raw);
    }

    private static FormatException Malformed(string what) => new($"A value in the COPY stream is not {what} as PostgreSQL writes it.");
}
