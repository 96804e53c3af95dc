using System.Runtime.CompilerServices;

namespace DbaPS.Digests;

/// <summary>
/// Adds up a table's digest row by row, in any order. One builder a worker; <see cref="Add"/> joins them, in any order too.
/// Not safe for several threads.
/// </summary>
public sealed class TableDigestBuilder
{
    private readonly RowHasher _hasher;
    private readonly Slot[] _slots = new Slot[TableDigest.BucketCount];

    /// <param name="key">The secret key, null for the unkeyed digest.</param>
    public TableDigestBuilder(DigestKey? key = null)
        : this(key is null ? RowHasher.Unkeyed : new RowHasher(key))
    {
    }

    public TableDigestBuilder(RowHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        _hasher = hasher;
    }

    /// <summary>Rows added so far, those of joined builders included.</summary>
    public long RowCount { get; private set; }

    /// <summary>Adds a row of a table without a primary key.</summary>
    /// <param name="rowCanonical">The canonical bytes of all columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddRow(ReadOnlySpan<byte> rowCanonical)
    {
        _hasher.Hash(rowCanonical, out ulong high, out ulong low);
        Count((int)(high >> 56), high, low);
    }

    /// <summary>Adds a row of a table with a primary key.</summary>
    /// <param name="rowCanonical">The canonical bytes of all columns, the key's included.</param>
    /// <param name="keyCanonical">The canonical bytes of the key's columns in the key's order; empty for a table without one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddRow(ReadOnlySpan<byte> rowCanonical, ReadOnlySpan<byte> keyCanonical)
    {
        _hasher.Hash(rowCanonical, out ulong high, out ulong low);
        Count(keyCanonical.IsEmpty ? (int)(high >> 56) : _hasher.BucketOfKey(keyCanonical), high, low);
    }

    /// <summary>Joins another builder's rows to this one's; the other stays as it is.</summary>
    /// <exception cref="ArgumentException">The other has another key.</exception>
    public void Add(TableDigestBuilder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!_hasher.HasSameKey(other._hasher))
            throw new ArgumentException("Digests of different keys can't be joined.", nameof(other));
        for (int i = 0; i < _slots.Length; i++)
        {
            ref readonly Slot more = ref other._slots[i];
            _slots[i].Add(more.High, more.Low, more.Count);
        }
        RowCount += other.RowCount;
    }

    /// <summary>The digest of the rows so far; more may follow.</summary>
    public TableDigest Build()
    {
        DigestBucket[] buckets = new DigestBucket[_slots.Length];
        for (int i = 0; i < buckets.Length; i++)
            buckets[i] = new DigestBucket(_slots[i].Count, new UInt128(_slots[i].High, _slots[i].Low));
        return new TableDigest(_hasher.KeyId, buckets);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(int bucket, ulong high, ulong low)
    {
        _slots[bucket].Add(high, low, 1);
        RowCount++;
    }

    private struct Slot
    {
        public ulong High;
        public ulong Low;
        public long Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(ulong high, ulong low, long count)
        {
            ulong sum = unchecked(Low + low);
            High = unchecked(High + high + (sum < low ? 1UL : 0UL));
            Low = sum;
            Count += count;
        }
    }
}
