using DbaPS.Backups;
using DbaPS.Digests;

namespace DbaPS.Restores;

/// <summary>Digests of several tables added up, for tables among which rows may lie otherwise.</summary>
internal sealed class DigestSums
{
    private readonly string? _keyId;
    private readonly DigestBucket[] _expected = new DigestBucket[TableDigest.BucketCount];
    private readonly DigestBucket[] _actual = new DigestBucket[TableDigest.BucketCount];
    private readonly List<(BackupTable Table, TableDigest Expected, TableDigest Actual)> _tables = [];

    public DigestSums(string? keyId) => _keyId = keyId;

    public IReadOnlyList<(BackupTable Table, TableDigest Expected, TableDigest Actual)> Tables => _tables;

    /// <summary>True where all of them together hold the rows they should.</summary>
    public bool Equal => TableDigest.Compare(new TableDigest(_keyId, _expected), new TableDigest(_keyId, _actual)).Equal;

    public DigestSums Plus(BackupTable table, TableDigest expected, TableDigest actual)
    {
        _tables.Add((table, expected, actual));
        for (var i = 0; i < TableDigest.BucketCount; i++)
        {
            _expected[i] = _expected[i].Plus(expected.Buckets[i]);
            _actual[i] = _actual[i].Plus(actual.Buckets[i]);
        }
        return this;
    }
}
