using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace DbaPS.Digests;

/// <summary>
/// A secret 16-byte key for the digest. It is never printed: what shows is <see cref="Id"/>.
/// With a key, nobody without it can build a table of the same digest; without one the digest guards against accident only.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DigestKey : IEquatable<DigestKey>
{
    /// <summary>Length of a key in bytes.</summary>
    public const int Size = 16;

    private DigestKey(ulong k0, ulong k1)
    {
        K0 = k0;
        K1 = k1;
        Span<byte> preimage = stackalloc byte[IdPrefix.Length + Size];
        IdPrefix.CopyTo(preimage);
        CopyTo(preimage[IdPrefix.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(preimage, hash);
        CryptographicOperations.ZeroMemory(preimage);
        Id = Convert.ToHexString(hash[..4]).ToLowerInvariant();
    }

    /// <summary>Eight hexadecimal digits that tell keys apart: the start of SHA-256 over "dbaps-digest-key" and the key.</summary>
    public string Id { get; }

    internal ulong K0 { get; }

    internal ulong K1 { get; }

    private static ReadOnlySpan<byte> IdPrefix => "dbaps-digest-key"u8;

    /// <summary>A new random key.</summary>
    public static DigestKey Create()
    {
        Span<byte> key = stackalloc byte[Size];
        RandomNumberGenerator.Fill(key);
        return FromBytes(key);
    }

    /// <exception cref="ArgumentException">Not 16 bytes, or all zero, which means "no key" in the digest.</exception>
    public static DigestKey FromBytes(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size)
            throw new ArgumentException($"A digest key has {Size} bytes, not {key.Length}.", nameof(key));
        if (key.IndexOfAnyExcept((byte)0) < 0)
            throw new ArgumentException("A digest key of zeros is no key; leave the key out instead.", nameof(key));
        return new DigestKey(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
    }

    /// <summary>Writes the 16 secret bytes, for a store of secrets and nothing else.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, K0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], K1);
    }

    public bool Equals(DigestKey? other) => other is not null && ((K0 ^ other.K0) | (K1 ^ other.K1)) == 0;

    public override bool Equals(object? obj) => Equals(obj as DigestKey);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"digest key {Id}";
}
