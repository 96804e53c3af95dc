using System.Text;
using DbaPS.Digests;

namespace DbaPS.PostgreSql.Digests;

/// <summary>A type of this database as the digest reads it.</summary>
internal sealed class ValueType
{
    private ValueType(ValueKind kind, DigestForm form, bool selfContained, IReadOnlyList<ValueType> parts, byte delimiter)
    {
        Kind = kind;
        Form = form;
        SelfContained = selfContained;
        Parts = [.. parts];
        Delimiter = delimiter;
    }

    public ValueKind Kind { get; }

    /// <summary>The canonical form; null names depend on nothing but the type.</summary>
    public DigestForm Form { get; }

    /// <summary>True where the binary form means the same in every database: it can be sent and received, and no object id of this database is in it.</summary>
    public bool SelfContained { get; }

    /// <summary>True where an array or a composite of it can be binary too: its own id is the same everywhere.</summary>
    public bool HasFixedId { get; private init; }

    public ValueType[] Parts { get; }

    /// <summary>What stands between the elements of an array of it, in text.</summary>
    public byte Delimiter { get; }

    /// <summary>Type name for native values read in binary.</summary>
    public byte[] NativeName { get; private init; } = [];

    /// <summary>The form that a table read as text has: text of a native type is other bytes than its binary form, so it has another name.</summary>
    public DigestForm TextForm => Kind switch
    {
        ValueKind.Native => DigestForm.Native(Encoding.UTF8.GetString(NativeTextName)),
        ValueKind.Array => DigestForm.ArrayOf(Parts[0].TextForm),
        ValueKind.Range => DigestForm.RangeOf(Parts[0].TextForm),
        ValueKind.Multirange => DigestForm.MultirangeOf(Parts[0].Parts[0].TextForm),
        ValueKind.Composite => DigestForm.CompositeOf([.. Parts.Select(p => p.TextForm)]),
        _ => Form,
    };

    public byte[] NativeTextName { get; private init; } = [];

    public static ValueType Simple(ValueKind kind, DigestForm form, byte delimiter, bool fixedId, bool selfContained = true) =>
        new(kind, form, selfContained, [], delimiter) { HasFixedId = fixedId };

    public static ValueType Native(string name, bool selfContained, byte delimiter, bool fixedId) =>
        new(ValueKind.Native, DigestForm.Native(name), selfContained, [], delimiter)
        {
            HasFixedId = fixedId,
            NativeName = Encoding.UTF8.GetBytes(name),
            NativeTextName = Encoding.UTF8.GetBytes($"text:{name}"),
        };

    /// <summary>The element's id stands in the binary form.</summary>
    public static ValueType ArrayOf(ValueType element, byte delimiter, bool fixedId) =>
        new(ValueKind.Array, DigestForm.ArrayOf(element.Form), element.SelfContained && element.HasFixedId, [element], delimiter) { HasFixedId = fixedId };

    /// <summary>Each field's id stands in the binary form.</summary>
    public static ValueType CompositeOf(IReadOnlyList<ValueType> fields, byte delimiter) =>
        new(ValueKind.Composite, DigestForm.CompositeOf([.. fields.Select(f => f.Form)]), fields.All(f => f.SelfContained && f.HasFixedId), fields, delimiter);

    public static ValueType RangeOf(ValueType bound, byte delimiter, bool fixedId) =>
        new(ValueKind.Range, DigestForm.RangeOf(bound.Form), bound.SelfContained, [bound], delimiter) { HasFixedId = fixedId };

    public static ValueType MultirangeOf(ValueType range, byte delimiter, bool fixedId) =>
        new(ValueKind.Multirange, DigestForm.MultirangeOf(range.Parts[0].Form), range.SelfContained, [range], delimiter) { HasFixedId = fixedId };

    /// <summary>A domain is its base type, but an array of it carries the domain's own id.</summary>
    public ValueType AsDomain() => new(Kind, Form, SelfContained, Parts, Delimiter) { NativeName = NativeName, NativeTextName = NativeTextName };
}
