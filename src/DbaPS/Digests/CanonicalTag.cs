namespace DbaPS.Digests;

/// <summary>First byte of every canonical value (docs/digest.md). Numbers are part of form version 1 and never change.</summary>
internal static class CanonicalTag
{
    public const byte Null = 0x00;
    public const byte False = 0x01;
    public const byte True = 0x02;

    public const byte Integer = 0x10;
    public const byte Decimal = 0x11;
    public const byte Float = 0x12;

    public const byte Text = 0x20;
    public const byte Bytes = 0x21;
    public const byte Json = 0x22;
    public const byte Uuid = 0x23;
    public const byte Bits = 0x24;

    public const byte Date = 0x30;
    public const byte Time = 0x31;
    public const byte TimeWithZone = 0x32;
    public const byte Timestamp = 0x33;
    public const byte TimestampTz = 0x34;
    public const byte Interval = 0x35;

    /// <summary>Set on the four clock tags when picoseconds below the microsecond follow.</summary>
    public const byte Finer = 0x08;

    public const byte Array = 0x40;
    public const byte Composite = 0x41;
    public const byte Range = 0x42;
    public const byte Multirange = 0x43;

    public const byte Native = 0x50;
}
