namespace DbaPS.MySql.Drivers;

/// <summary>How a column's cells come from the driver. Each name but the last ones is the .NET type that DbDataReader gives.</summary>
public enum MySqlColumnType
{
    SByte,
    Byte,
    Int16,
    UInt16,

    /// <summary>Also mediumint and year.</summary>
    Int32,
    UInt32,
    Int64,

    /// <summary>Also bit.</summary>
    UInt64,
    Single,
    Double,

    /// <summary>Also json, enum and set.</summary>
    String,

    /// <summary>Also geometry: the server's own form, four bytes of SRID and WKB.</summary>
    Bytes,

    /// <summary>time: from -838:59:59 to 838:59:59, with microseconds.</summary>
    TimeSpan,

    /// <summary>Read by <see cref="IMySqlDriver.DecimalAt"/>.</summary>
    Decimal,

    /// <summary>Read by <see cref="IMySqlDriver.MomentAt"/>, as are the two that follow.</summary>
    Date,
    DateTime,

    /// <summary>A moment; in the session's time zone, which DbaPS sets to UTC.</summary>
    Timestamp,

    /// <summary>MySQL's vector: a ReadOnlyMemory of Single.</summary>
    Vector,

    /// <summary>Whatever else: read by GetValue.</summary>
    Other,
}
