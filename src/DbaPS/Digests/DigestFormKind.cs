namespace DbaPS.Digests;

/// <summary>The canonical forms of version 1, one for each kind of value.</summary>
public enum DigestFormKind
{
    /// <summary>Each value carries the form of its own kind, as where columns have no type (SQLite).</summary>
    Any = 0,
    Boolean,
    Integer,
    Decimal,
    Float4,
    Float8,
    Text,
    Bytes,
    Json,
    Uuid,
    Bits,
    Date,
    Time,
    TimeTz,
    Timestamp,
    TimestampTz,
    Interval,

    /// <summary>Elements of one form; has one part.</summary>
    Array,

    /// <summary>Bounds of one form; has one part.</summary>
    Range,

    /// <summary>Ranges over one form; has one part.</summary>
    Multirange,

    /// <summary>Fields; has a part for each.</summary>
    Composite,

    /// <summary>A type without a mapped form; has the type's name.</summary>
    Native,
}
