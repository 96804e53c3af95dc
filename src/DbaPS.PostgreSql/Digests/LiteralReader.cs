using System.Text;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Cuts the text of arrays, composites, ranges and multiranges into their elements, as PostgreSQL's output functions write it.</summary>
internal static class LiteralReader
{
    /// <summary>Reads <c>{a,"b",{…}}</c>: the elements in order, the last dimension fastest, and the length of each dimension.</summary>
    public static void ReadArray(ReadOnlySpan<byte> text, byte delimiter, List<LiteralItem> items, List<int> lengths)
    {
        var counts = new List<int>();
        int depth = 0, at = 0;
        bool elementNext = true;
        if (text.SequenceEqual("{}"u8))
            return;
        while (at < text.Length)
        {
            byte c = text[at];
            if (c == '{')
            {
                depth++;
                if (counts.Count < depth)
                    counts.Add(0);
                counts[depth - 1] = 0;
                elementNext = true;
                at++;
            }
            else if (c == '}')
            {
                if (depth == 0)
                    throw Malformed();
                int length = counts[depth - 1] + 1;
                while (lengths.Count < counts.Count)
                    lengths.Add(-1);
                if (lengths[depth - 1] >= 0 && lengths[depth - 1] != length)
                    throw Malformed();
                lengths[depth - 1] = length;
                depth--;
                elementNext = false;
                at++;
            }
            else if (c == delimiter && depth > 0)
            {
                counts[depth - 1]++;
                elementNext = true;
                at++;
            }
            else if (elementNext && depth == counts.Count)
            {
                items.Add(Element(text, ref at, delimiter, (byte)'}'));
                elementNext = false;
            }
            else
            {
                throw Malformed();
            }
        }
        if (depth != 0)
            throw Malformed();
    }

    /// <summary>Reads <c>(a,"b",)</c>: a field without anything is NULL.</summary>
    public static void ReadComposite(ReadOnlySpan<byte> text, int fields, List<LiteralItem> items)
    {
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')')
            throw Malformed();
        int at = 1;
        for (int i = 0; i < fields; i++)
        {
            items.Add(Field(text, ref at, (byte)',', (byte)')'));
            if (i < fields - 1 && text[at++] != ',')
                throw Malformed();
        }
        if (at != text.Length - 1)
            throw Malformed();
    }

    /// <summary>Reads <c>[a,b)</c>: a bound without anything is no bound.</summary>
    public static (LiteralItem Lower, LiteralItem Upper) ReadRange(ReadOnlySpan<byte> text)
    {
        int at = 1;
        LiteralItem lower = Field(text, ref at, (byte)',', text[^1]);
        if (at >= text.Length || text[at++] != ',')
            throw Malformed();
        LiteralItem upper = Field(text, ref at, text[^1], text[^1]);
        return at == text.Length - 1 ? (lower, upper) : throw Malformed();
    }

    /// <summary>Reads <c>{[a,b),(c,d]}</c>: whole ranges.</summary>
    public static void ReadMultirange(ReadOnlySpan<byte> text, List<LiteralItem> items)
    {
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
            throw Malformed();
        int at = 1;
        while (at < text.Length - 1)
        {
            int start = at;
            bool quoted = false;
            for (; at < text.Length - 1; at++)
            {
                if (text[at] == '\\')
                    at++;
                else if (text[at] == '"')
                    quoted = !quoted;
                else if (!quoted && text[at] is (byte)')' or (byte)']')
                    break;
            }
            at++;
            items.Add(new LiteralItem(start, at - start, false, false));
            if (at < text.Length - 1 && text[at++] != ',')
                throw Malformed();
        }
    }

    /// <summary>Takes backslashes and doubled quotes away.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        var plain = new byte[raw.Length];
        int to = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\' && i + 1 < raw.Length)
                i++;
            else if (raw[i] == '"')
                i += i + 1 < raw.Length && raw[i + 1] == '"' ? 1 : 0;
            plain[to++] = raw[i];
        }
        return plain.AsSpan(0, to);
    }

    private static LiteralItem Element(ReadOnlySpan<byte> text, ref int at, byte delimiter, byte close)
    {
        if (text[at] == '"')
            return Quoted(text, ref at, doubled: false);
        int start = at;
        bool escaped = false;
        while (at < text.Length && text[at] != delimiter && text[at] != close)
        {
            escaped |= text[at] == '\\';
            at += text[at] == '\\' ? 2 : 1;
        }
        ReadOnlySpan<byte> raw = text[start..Math.Min(at, text.Length)];
        return new LiteralItem(start, raw.Length, escaped, Ascii.EqualsIgnoreCase(raw, "null"u8));
    }

    private static LiteralItem Field(ReadOnlySpan<byte> text, ref int at, byte delimiter, byte close)
    {
        if (at >= text.Length)
            throw Malformed();
        if (text[at] == '"')
            return Quoted(text, ref at, doubled: true);
        int start = at;
        while (at < text.Length && text[at] != delimiter && text[at] != close)
            at++;
        return new LiteralItem(start, at - start, false, at == start);
    }

    private static LiteralItem Quoted(ReadOnlySpan<byte> text, ref int at, bool doubled)
    {
        int start = ++at;
        bool escaped = false;
        while (at < text.Length)
        {
            if (text[at] == '\\')
            {
                escaped = true;
                at++;
            }
            else if (text[at] == '"')
            {
                if (!doubled || at + 1 >= text.Length || text[at + 1] != '"')
                    break;
                escaped = true;
                at++;
            }
            at++;
        }
        if (at >= text.Length)
            throw Malformed();
        var item = new LiteralItem(start, at - start, escaped, false);
        at++;
        return item;
    }

    private static FormatException Malformed() => new("A value in the COPY stream is not an array, a composite or a range as PostgreSQL writes it.");
}
