using System.Globalization;
using System.Runtime.InteropServices;
using DbaPS.Backups;
using DbaPS.Digests;

namespace DbaPS.Restores;

/// <summary>
/// Says what it can of a damage that went into the backup's own files, so that no side has the right rows any more: all that is left of
/// those is each bucket's count and sum. A row too many is found by its hash, a missing number by the gap it leaves, a changed row among
/// the few of its bucket.
/// </summary>
internal sealed class BucketExaminer
{
    private const int MostBuckets = 16;
    private const long WidestRange = 100_000_000;

    private readonly RowHasher _hasher;
    private readonly IReadOnlyList<BucketDifference> _different;
    private readonly TableDigest _expected;
    private readonly TableDigest _actual;
    private readonly Dictionary<int, Dictionary<UInt128, Row>> _buckets;
    private readonly byte[] _integer = new byte[CanonicalInteger.Size];
    private (long Least, long Greatest)? _range;
    private bool _integers = true;

    public BucketExaminer(RowHasher hasher, TableDigest expected, TableDigest actual)
    {
        _hasher = hasher;
        _expected = expected;
        _actual = actual;
        _different = TableDigest.Compare(expected, actual).Buckets;
        _buckets = _different.Take(MostBuckets).ToDictionary(b => b.Bucket, _ => new Dictionary<UInt128, Row>());
    }

    /// <summary>A row of the restored table.</summary>
    public void Add(ReadOnlySpan<byte> row, ReadOnlySpan<byte> key)
    {
        var hash = _hasher.Hash(row);
        Follow(key);
        var keyHash = key.IsEmpty ? hash : _hasher.Hash(key);
        if (_buckets.TryGetValue(RowHasher.BucketOfRow(keyHash), out var bucket))
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(bucket, keyHash, out var there);
            known = there ? known! with { Count = known.Count + 1 } : new Row(key.IsEmpty ? row.ToArray() : key.ToArray(), hash, 1);
        }
    }

    public IEnumerable<RestoreFinding> Findings(BackupTable table)
    {
        foreach (var difference in _different.Take(MostBuckets))
        {
            yield return Explain(table, difference);
        }
        if (_different.Count > MostBuckets)
        {
            yield return new RestoreFinding(RestoreFindingKind.RowsChanged, table.DisplayName, string.Create(CultureInfo.InvariantCulture,
                $"{_different.Count - MostBuckets} more of 256 buckets differ; the table should have {_expected.RowCount} rows and has {_actual.RowCount}."));
        }
    }

    private RestoreFinding Explain(BackupTable table, BucketDifference difference)
    {
        var rows = _buckets[difference.Bucket];
        var surplus = unchecked(_actual.Buckets[difference.Bucket].Sum - _expected.Buckets[difference.Bucket].Sum);
        return difference.CountDifference switch
        {
            > 0 => Surplus(table, difference, rows, surplus),
            < 0 => Lack(table, difference, rows),
            _ => Change(table, rows),
        };
    }

    private static RestoreFinding Surplus(BackupTable table, BucketDifference difference, Dictionary<UInt128, Row> rows, UInt128 surplus)
    {
        var count = difference.CountDifference;
        var exact = rows.Values.Where(r => unchecked((UInt128)count * r.Hash) == surplus).Take(1).ToList();
        var named = exact.Count > 0 ? exact : [.. rows.Values.Where(r => r.Count > 1)];
        if (named.Count == 0)
        {
            return Finding(RestoreFindingKind.RowsExtra, RowDifferenceKind.Extra, table, count, "too many", "among these of the backup's file", [.. rows.Values]);
        }
        return named[0].Count > 1
            ? Finding(RestoreFindingKind.RowsDuplicated, RowDifferenceKind.Duplicated, table, count, "duplicated", "as the digest's sum shows", named)
            : Finding(RestoreFindingKind.RowsExtra, RowDifferenceKind.Extra, table, count, "too many", "as the digest's sum shows", named);
    }

    private RestoreFinding Lack(BackupTable table, BucketDifference difference, Dictionary<UInt128, Row> rows)
    {
        var count = -difference.CountDifference;
        var gaps = Gaps(difference.Bucket, rows);
        if (gaps.Count == 0)
        {
            return new RestoreFinding(RestoreFindingKind.RowsMissing, table.DisplayName, string.Create(CultureInfo.InvariantCulture,
                $"{count} row{(count == 1 ? " is" : "s are")} missing from the backup's file (bucket {difference.Bucket}); name the source with -Source to learn which."));
        }
        return Finding(RestoreFindingKind.RowsMissing, RowDifferenceKind.Missing, table, count, "missing",
            gaps.Count == count ? "as the gap in the key's numbers shows" : "one of these gaps in the key's numbers", gaps);
    }

    private static RestoreFinding Change(BackupTable table, Dictionary<UInt128, Row> rows) => rows.Count == 1
        ? Finding(RestoreFindingKind.RowsChanged, RowDifferenceKind.Changed, table, 1, "changed", "the only one of its bucket", [.. rows.Values])
        : Finding(RestoreFindingKind.RowsChanged, RowDifferenceKind.Changed, table, 1, "changed (or more)", "among these of the backup's file (name the source with -Source to learn which)", [.. rows.Values]);

    private static RestoreFinding Finding(RestoreFindingKind kind, RowDifferenceKind rowKind, BackupTable table, long count, string word, string how, List<Row> rows)
    {
        var keys = rows.ConvertAll(r => CanonicalDisplay.Render(r.Key));
        return new RestoreFinding(kind, table.DisplayName, RowFindings.Sentence(count, word, keys, how))
        {
            Rows = [.. keys.Take(RowFindings.MostRows).Select(k => new RowDifference(rowKind, k, 1))],
        };
    }

    private void Follow(ReadOnlySpan<byte> key)
    {
        if (_integers && CanonicalInteger.TryRead(key, out var value))
        {
            _range = _range is var (least, greatest) ? (Math.Min(least, value), Math.Max(greatest, value)) : (value, value);
        }
        else
        {
            _integers = false;
        }
    }

    /// <summary>The numbers of that bucket which the key passes over; the two just outside count when nothing inside does.</summary>
    private List<Row> Gaps(int bucket, Dictionary<UInt128, Row> rows)
    {
        var found = new List<Row>();
        if (!_integers || _range is not var (least, greatest) || greatest - least > WidestRange)
        {
            return found;
        }
        for (var value = least; value <= greatest && found.Count <= RowFindings.MostRows; value++)
        {
            Try(value);
        }
        if (found.Count == 0)
        {
            Try(least - 1);
            Try(greatest + 1);
        }
        return found;

        void Try(long value)
        {
            CanonicalInteger.Write(_integer, value);
            if (_hasher.BucketOfKey(_integer) == bucket && !rows.ContainsKey(_hasher.Hash(_integer)))
            {
                found.Add(new Row([.. _integer], 0, 0));
            }
        }
    }

    private sealed record Row(byte[] Key, UInt128 Hash, long Count);
}
