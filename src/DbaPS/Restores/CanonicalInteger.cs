using System.Buffers.Binary;
using DbaPS.Digests;

namespace DbaPS.Restores;

/// <summary>Reads and writes the canonical bytes of a single integer: a key of one number.</summary>
internal static class CanonicalInteger
{
    public const int Size = 9;

    public static bool TryRead(ReadOnlySpan<byte> canonical, out long value)
    {
        var fits = canonical.Length == Size && canonical[0] == CanonicalTag.Integer;
        value = fits ? BinaryPrimitives.ReadInt64BigEndian(canonical[1..]) : 0;
        return fits;
    }

    public static void Write(Span<byte> target, long value)
    {
        target[0] = CanonicalTag.Integer;
        BinaryPrimitives.WriteInt64BigEndian(target[1..], value);
    }
}
