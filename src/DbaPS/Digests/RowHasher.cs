namespace DbaPS.Digests;

/// <summary>Hashes canonical bytes of rows and keys, and says which bucket a key falls into. Immutable; safe to share between threads.</summary>
public sealed class RowHasher
{
    private readonly ulong _k0;
    private readonly ulong _k1;

    /// <param name="key">The secret key; null for the unkeyed digest (a key of zeros).</param>
    public RowHasher(DigestKey? key = null)
    {
        _k0 = key?.K0 ?? 0;
        _k1 = key?.K1 ?? 0;
        KeyId = key?.Id;
    }

    /// <summary>The hasher without a key.</summary>
    public static RowHasher Unkeyed { get; } = new();

    /// <summary><see cref="DigestKey.Id"/> of the key, null without one.</summary>
    public string? KeyId { get; }

    /// <summary>The 128-bit hash; its 32 hexadecimal digits are the 16 output bytes in order.</summary>
    public UInt128 Hash(ReadOnlySpan<byte> canonical)
    {
        SipHash128.Hash(canonical, _k0, _k1, out ulong high, out ulong low);
        return new UInt128(high, low);
    }

    /// <summary>The bucket (0–255) of a row with these canonical key bytes: the first byte of their hash.</summary>
    public int BucketOfKey(ReadOnlySpan<byte> keyCanonical) => SipHash128.FirstByte(keyCanonical, _k0, _k1);

    /// <summary>The bucket (0–255) of a row without a primary key: the first byte of its own hash.</summary>
    public static int BucketOfRow(UInt128 rowHash) => (int)(rowHash >> 120);

    internal bool HasSameKey(RowHasher other) => _k0 == other._k0 && _k1 == other._k1;

    internal void Hash(ReadOnlySpan<byte> canonical, out ulong high, out ulong low) =>
        SipHash128.Hash(canonical, _k0, _k1, out high, out low);
}
