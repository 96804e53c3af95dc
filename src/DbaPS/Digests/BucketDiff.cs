using System.Runtime.InteropServices;

namespace DbaPS.Digests;

/// <summary>
/// Finds the rows behind a mismatch: both sides are read once more, rows outside the differing buckets are passed over, and what is left
/// is compared key by key. Keys and rows may stand several times (a table without a key). Memory: about 100 bytes and the key for each
/// different key in the chosen buckets. Not safe for several threads.
/// </summary>
public sealed class BucketDiff
{
    private readonly RowHasher _hasher;
    private readonly bool[] _wanted = new bool[TableDigest.BucketCount];
    private readonly Dictionary<UInt128, Entry> _keys = [];

    /// <param name="hasher">The hasher of the two digests.</param>
    /// <param name="buckets">The buckets to look into, as from <see cref="TableDigestComparison.Buckets"/>.</param>
    public BucketDiff(RowHasher hasher, IEnumerable<int> buckets)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        ArgumentNullException.ThrowIfNull(buckets);
        _hasher = hasher;
        foreach (int bucket in buckets)
            _wanted[bucket] = true;
    }

    /// <summary>A row of the expected side.</summary>
    /// <param name="rowCanonical">The canonical bytes of all columns.</param>
    /// <param name="keyCanonical">The canonical bytes of the key; empty in a table without one.</param>
    /// <returns>True where the row is in a bucket looked into.</returns>
    public bool AddExpected(ReadOnlySpan<byte> rowCanonical, ReadOnlySpan<byte> keyCanonical = default) =>
        Add(rowCanonical, keyCanonical, expected: 1, actual: 0);

    /// <summary>A row of the actual side.</summary>
    /// <inheritdoc cref="AddExpected"/>
    public bool AddActual(ReadOnlySpan<byte> rowCanonical, ReadOnlySpan<byte> keyCanonical = default) =>
        Add(rowCanonical, keyCanonical, expected: 0, actual: 1);

    /// <summary>The differences, ordered by the canonical bytes of their keys; none when both sides hold the same rows.</summary>
    public IReadOnlyList<RowDifference> Differences()
    {
        List<(byte[] Key, RowDifference Difference)> found = [];
        foreach (Entry entry in _keys.Values)
        {
            (long missing, long surplus, bool expectedAtAll) = entry.Balance();
            long changed = Math.Min(missing, surplus);
            Report(RowDifferenceKind.Changed, entry.Key, changed);
            Report(RowDifferenceKind.Missing, entry.Key, missing - changed);
            Report(expectedAtAll ? RowDifferenceKind.Duplicated : RowDifferenceKind.Extra, entry.Key, surplus - changed);
        }
        return [.. found.OrderBy(pair => pair.Key, ByBytes).Select(pair => pair.Difference)];

        void Report(RowDifferenceKind kind, byte[] key, long count)
        {
            if (count > 0)
                found.Add((key, new RowDifference(kind, CanonicalDisplay.Render(key), count)));
        }
    }

    private static Comparer<byte[]> ByBytes { get; } =
        Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

    private bool Add(ReadOnlySpan<byte> row, ReadOnlySpan<byte> key, long expected, long actual)
    {
        UInt128 keyHash = _hasher.Hash(key.IsEmpty ? row : key);
        if (!_wanted[RowHasher.BucketOfRow(keyHash)])
            return false;
        UInt128 rowHash = key.IsEmpty ? keyHash : _hasher.Hash(row);
        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, keyHash, out bool known);
        if (!known)
            entry = new Entry(key.IsEmpty ? row.ToArray() : key.ToArray(), rowHash);
        entry.Count(rowHash, expected, actual);
        return true;
    }

    /// <summary>One key with its row, and further rows only where the key has rows of different content.</summary>
    private struct Entry(byte[] key, UInt128 rowHash)
    {
        private Version _first = new(rowHash, 0, 0);
        private List<Version>? _more;

        public byte[] Key { get; } = key;

        public void Count(UInt128 hash, long expected, long actual)
        {
            if (hash == _first.Hash)
            {
                _first = _first.Plus(expected, actual);
                return;
            }
            _more ??= [];
            int at = _more.FindIndex(version => version.Hash == hash);
            if (at < 0)
                _more.Add(new Version(hash, expected, actual));
            else
                _more[at] = _more[at].Plus(expected, actual);
        }

        public readonly (long Missing, long Surplus, bool ExpectedAtAll) Balance()
        {
            long missing = 0, surplus = 0;
            bool expected = false;
            foreach (Version version in _more is null ? [_first] : _more.Prepend(_first))
            {
                missing += Math.Max(0, version.Expected - version.Actual);
                surplus += Math.Max(0, version.Actual - version.Expected);
                expected |= version.Expected > 0;
            }
            return (missing, surplus, expected);
        }
    }

    private readonly record struct Version(UInt128 Hash, long Expected, long Actual)
    {
        public Version Plus(long expected, long actual) => this with { Expected = Expected + expected, Actual = Actual + actual };
    }
}
