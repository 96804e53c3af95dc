namespace DbaPS.PostgreSql.Digests;

/// <summary>How a value of a type is read, from its binary form and from its text.</summary>
internal enum ValueKind : byte
{
    Boolean,
    Int16,
    Int32,
    Int64,

    /// <summary>oid, xid, cid.</summary>
    UInt32,

    /// <summary>xid8.</summary>
    UInt64,
    Float4,
    Float8,
    Numeric,
    Text,
    Bytes,
    Json,

    /// <summary>A version byte, then the text.</summary>
    Jsonb,
    Uuid,
    Bits,
    Date,
    Time,
    TimeTz,
    Timestamp,
    TimestampTz,
    Interval,
    Array,
    Composite,
    Range,
    Multirange,
    Native,
}
