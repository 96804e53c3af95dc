using System.Text;

namespace DbaPS.Digests;

/// <summary>
/// Names the canonical form of a column, so that a manifest says how each column was digested: <c>integer</c>, <c>timestamptz</c>,
/// <c>native:tsvector</c>, <c>array&lt;text&gt;</c>, <c>composite&lt;integer,text&gt;</c>. Two names that are equal stand for one form.
/// </summary>
public sealed class DigestForm : IEquatable<DigestForm>
{
    private const string NativePrefix = "native:";

    private static readonly Dictionary<string, DigestForm> Simple = Enum.GetValues<DigestFormKind>()
        .Where(kind => kind is not (DigestFormKind.Array or DigestFormKind.Range or DigestFormKind.Multirange
            or DigestFormKind.Composite or DigestFormKind.Native))
        .Select(kind => new DigestForm(kind, kind.ToString().ToLowerInvariant(), []))
        .ToDictionary(form => form.Name, StringComparer.Ordinal);

    private DigestForm(DigestFormKind kind, string name, IReadOnlyList<DigestForm> parts, string? typeName = null)
    {
        Kind = kind;
        Name = name;
        Parts = parts;
        TypeName = typeName;
    }

    public static DigestForm Any => Simple["any"];

    public static DigestForm Boolean => Simple["boolean"];

    public static DigestForm Integer => Simple["integer"];

    public static DigestForm Decimal => Simple["decimal"];

    public static DigestForm Float4 => Simple["float4"];

    public static DigestForm Float8 => Simple["float8"];

    public static DigestForm Text => Simple["text"];

    public static DigestForm Bytes => Simple["bytes"];

    public static DigestForm Json => Simple["json"];

    public static DigestForm Uuid => Simple["uuid"];

    public static DigestForm Bits => Simple["bits"];

    public static DigestForm Date => Simple["date"];

    public static DigestForm Time => Simple["time"];

    public static DigestForm TimeTz => Simple["timetz"];

    public static DigestForm Timestamp => Simple["timestamp"];

    public static DigestForm TimestampTz => Simple["timestamptz"];

    public static DigestForm Interval => Simple["interval"];

    public DigestFormKind Kind { get; }

    /// <summary>The name as the manifest has it.</summary>
    public string Name { get; }

    /// <summary>The forms inside: one for array, range and multirange, one a field for composite, otherwise none.</summary>
    public IReadOnlyList<DigestForm> Parts { get; }

    /// <summary>The engine's name of a native type, null for every other form.</summary>
    public string? TypeName { get; }

    /// <param name="typeName">The engine's name of the type, the same wherever the type is read.</param>
    /// <exception cref="ArgumentException">Empty.</exception>
    public static DigestForm Native(string typeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        return new DigestForm(DigestFormKind.Native, NativePrefix + Escape(typeName), [], typeName);
    }

    public static DigestForm ArrayOf(DigestForm element) => Generic(DigestFormKind.Array, [element]);

    public static DigestForm RangeOf(DigestForm bound) => Generic(DigestFormKind.Range, [bound]);

    public static DigestForm MultirangeOf(DigestForm bound) => Generic(DigestFormKind.Multirange, [bound]);

    public static DigestForm CompositeOf(params IReadOnlyList<DigestForm> fields) => Generic(DigestFormKind.Composite, [.. fields]);

    /// <summary>Reads a form's name.</summary>
    /// <exception cref="FormatException">Not a form of this version; the message names what was read.</exception>
    public static DigestForm Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int at = 0;
        DigestForm form = Read(name, ref at);
        return at == name.Length ? form : throw Unknown(name);
    }

    public bool Equals(DigestForm? other) => other is not null && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as DigestForm);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    private static DigestForm Generic(DigestFormKind kind, IReadOnlyList<DigestForm> parts) =>
        new(kind, $"{kind.ToString().ToLowerInvariant()}<{string.Join(',', parts)}>", parts);

    private static DigestForm Read(string name, ref int at)
    {
        int start = at;
        while (at < name.Length && name[at] is not ('<' or '>' or ','))
            at++;
        string word = name[start..at];
        bool open = at < name.Length && name[at] == '<';
        if (!open && word.StartsWith(NativePrefix, StringComparison.Ordinal) && word.Length > NativePrefix.Length)
            return Native(Unescape(word[NativePrefix.Length..], name));
        if (!open)
            return Simple.TryGetValue(word, out DigestForm? simple) ? simple : throw Unknown(name);

        DigestFormKind kind = word switch
        {
            "array" => DigestFormKind.Array,
            "range" => DigestFormKind.Range,
            "multirange" => DigestFormKind.Multirange,
            "composite" => DigestFormKind.Composite,
            _ => throw Unknown(name),
        };
        List<DigestForm> parts = [];
        at++;
        if (kind != DigestFormKind.Composite || at >= name.Length || name[at] != '>')
        {
            parts.Add(Read(name, ref at));
            while (at < name.Length && name[at] == ',')
            {
                at++;
                parts.Add(Read(name, ref at));
            }
        }
        if (at >= name.Length || name[at] != '>' || (kind != DigestFormKind.Composite && parts.Count != 1))
            throw Unknown(name);
        at++;
        return Generic(kind, parts);
    }

    /// <summary>Percent-encodes what would end the name or hide in it; letters of any script stay.</summary>
    private static string Escape(string typeName)
    {
        StringBuilder text = new(typeName.Length);
        foreach (char c in typeName)
        {
            if (c is '<' or '>' or ',' or '%' || c <= ' ' || c == 0x7f)
                text.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                text.Append(c);
        }
        return text.ToString();
    }

    private static string Unescape(string text, string name)
    {
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
                result.Append(text[i]);
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                result.Append((char)Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
                throw Unknown(name);
        }
        return result.ToString();
    }

    private static FormatException Unknown(string name) => new($"'{name}' is not a canonical form of digest version 1.");
}
