using System.Buffers.Binary;
using System.Globalization;

namespace DbaPS.Digests;

/// <summary>
/// The content digest of a table (docs/digest.md): how many rows, and the sum of their hashes, in 256 buckets. It depends on the rows
/// alone, not on their order or on how they were split among workers.
/// </summary>
public sealed class TableDigest : IEquatable<TableDigest>
{
    /// <summary>How many buckets there are.</summary>
    public const int BucketCount = 256;

    /// <summary>The hash, as a manifest names it.</summary>
    public const string AlgorithmName = "siphash-2-4-128";

    /// <summary>The version of the canonical form, the hash's combination and the serialised layout.</summary>
    public const int CurrentFormVersion = 1;

    private const int HeadSize = 62;
    private const int BitmapAt = 30;
    private const int BucketSize = 24;
    private const int CheckSize = 8;

    private readonly DigestBucket[] _buckets;

    internal TableDigest(string? keyId, DigestBucket[] buckets)
    {
        KeyId = keyId;
        _buckets = buckets;
        DigestBucket total = default;
        foreach (DigestBucket bucket in buckets)
            total = total.Plus(bucket);
        RowCount = total.Count;
        TotalSum = total.Sum;
    }

    /// <inheritdoc cref="AlgorithmName"/>
    public string Algorithm { get; } = AlgorithmName;

    /// <inheritdoc cref="CurrentFormVersion"/>
    public int FormVersion { get; } = CurrentFormVersion;

    /// <summary>True where a secret key went into the hashes.</summary>
    public bool Keyed => KeyId is not null;

    /// <summary><see cref="DigestKey.Id"/> of that key; null without one.</summary>
    public string? KeyId { get; }

    public long RowCount { get; }

    /// <summary>All rows' hashes added modulo 2^128: 32 lower-case hexadecimal digits.</summary>
    public string Sum => TotalSum.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The 256 parts.</summary>
    public IReadOnlyList<DigestBucket> Buckets => _buckets;

    internal UInt128 TotalSum { get; }

    /// <summary>What differs between an expected table and an actual one.</summary>
    /// <exception cref="ArgumentException">One is keyed otherwise than the other: nothing can be said.</exception>
    public static TableDigestComparison Compare(TableDigest expected, TableDigest actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (expected.KeyId != actual.KeyId)
        {
            throw new ArgumentException(
                $"The expected digest has {KeyText(expected)}, the actual one {KeyText(actual)}; only digests of one key compare.",
                nameof(actual));
        }
        List<BucketDifference> differences = [];
        for (int i = 0; i < BucketCount; i++)
        {
            if (expected._buckets[i] != actual._buckets[i])
                differences.Add(new BucketDifference(i, expected._buckets[i].Count, actual._buckets[i].Count));
        }
        return new TableDigestComparison(expected.RowCount, actual.RowCount, differences);

        static string KeyText(TableDigest digest) => digest.KeyId is null ? "no key" : $"key {digest.KeyId}";
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote, and holds its check and its totals against it.</summary>
    /// <exception cref="FormatException">Not a digest, of another version, cut short or changed; the message says which.</exception>
    public static TableDigest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] bytes = Decode(text);
        if (bytes.Length < HeadSize + CheckSize)
            throw new FormatException($"The table digest is cut short: {bytes.Length} bytes, at least {HeadSize + CheckSize} expected.");
        if (bytes[0] != CurrentFormVersion)
            throw new FormatException($"The table digest is of version {bytes[0]}; this program reads version {CurrentFormVersion}.");
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(bytes.Length - CheckSize)) != Check(bytes))
            throw new FormatException("The table digest is damaged or cut short: its check does not fit.");
        if (bytes[1] > 1)
            throw new FormatException($"The table digest has unknown flags (0x{bytes[1]:x2}).");
        ReadOnlySpan<byte> keyId = bytes.AsSpan(2, 4);
        if (bytes[1] == 0 && keyId.IndexOfAnyExcept((byte)0) >= 0)
            throw new FormatException("The table digest names a key but says that it has none.");

        DigestBucket[] buckets = new DigestBucket[BucketCount];
        int at = HeadSize;
        for (int i = 0; i < BucketCount; i++)
        {
            if ((bytes[BitmapAt + (i >> 3)] & (0x80 >> (i & 7))) == 0)
                continue;
            if (at + BucketSize > bytes.Length - CheckSize)
                throw new FormatException($"The table digest is cut short in bucket {i}.");
            long count = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at));
            if (count <= 0)
                throw new FormatException($"The table digest has {count} rows in bucket {i}.");
            buckets[i] = new DigestBucket(count, BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(at + 8)));
            at += BucketSize;
        }
        if (at != bytes.Length - CheckSize)
            throw new FormatException($"The table digest has {bytes.Length - CheckSize - at} bytes too many.");

        TableDigest digest;
        try
        {
            digest = new TableDigest(bytes[1] == 1 ? Convert.ToHexString(keyId).ToLowerInvariant() : null, buckets);
        }
        catch (OverflowException e)
        {
            throw new FormatException("The table digest counts more rows than 64 bits hold.", e);
        }
        if (digest.RowCount != BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(6))
            || digest.TotalSum != BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(14)))
            throw new FormatException("The table digest contradicts itself: its buckets don't add up to its total.");
        return digest;
    }

    /// <summary>The digest as one base64url string without padding: 94 characters for an empty table, 8286 at most.</summary>
    public string Serialize()
    {
        int used = _buckets.Count(bucket => bucket.Count != 0);
        byte[] bytes = new byte[HeadSize + used * BucketSize + CheckSize];
        bytes[0] = CurrentFormVersion;
        if (KeyId is not null)
        {
            bytes[1] = 1;
            Convert.FromHexString(KeyId).CopyTo(bytes, 2);
        }
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(6), RowCount);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(14), TotalSum);
        int at = HeadSize;
        for (int i = 0; i < BucketCount; i++)
        {
            if (_buckets[i].Count == 0)
                continue;
            bytes[BitmapAt + (i >> 3)] |= (byte)(0x80 >> (i & 7));
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(at), _buckets[i].Count);
            BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(at + 8), _buckets[i].Sum);
            at += BucketSize;
        }
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(at), Check(bytes));
        return Encode(bytes);
    }

    public bool Equals(TableDigest? other) =>
        other is not null && KeyId == other.KeyId && _buckets.AsSpan().SequenceEqual(other._buckets);

    public override bool Equals(object? obj) => Equals(obj as TableDigest);

    public override int GetHashCode() => HashCode.Combine(KeyId, RowCount, TotalSum);

    public override string ToString() =>
        $"{Algorithm} v{FormVersion}{(KeyId is null ? "" : $" key {KeyId}")}: {RowCount} rows, {Sum}";

    private static ulong Check(byte[] bytes) => (ulong)(RowHasher.Unkeyed.Hash(bytes.AsSpan(0, bytes.Length - CheckSize)) >> 64);

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Decode(string text)
    {
        // Convert forgives white space, and encoding again shows what else it forgave: one digest has one text.
        if (text.Length % 4 == 1 || text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw new FormatException("The table digest is not base64url text.");
        byte[] bytes = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - text.Length % 4) % 4));
        return Encode(bytes) == text ? bytes : throw new FormatException("The table digest is not base64url text as it is written.");
    }
}
