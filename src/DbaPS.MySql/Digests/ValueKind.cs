namespace DbaPS.MySql.Digests;

/// <summary>What the text of a cell stands for.</summary>
internal enum ValueKind
{
    Integer,
    Decimal,
    Float,

    /// <summary>In UTF-8.</summary>
    Text,
    Bytes,
    Json,
    Uuid,
    Bits,
    Date,
    DateTime,
    Timestamp,

    /// <summary>From -838:59:59 to 838:59:59: a duration.</summary>
    Time,

    /// <summary>Bytes that only the server can read: a text in another character set, a geometry.</summary>
    Native,
}
