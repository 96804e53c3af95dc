using System.Globalization;
using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Digests;

namespace DbaPS.Restores;

/// <summary>Holds a restored database against its backup's manifest: tables by digest, objects by definition, sequences, large objects.</summary>
internal sealed class RestoreProver
{
    private readonly BackupReader _backup;
    private readonly DatabaseScope _restored;
    private readonly DatabaseScope? _source;
    private readonly RowHasher _hasher;
    private readonly List<RestoreFinding> _findings = [];

    /// <param name="source">The database the backup came from, to name rows only it still knows; null without.</param>
    public RestoreProver(BackupReader backup, DatabaseScope restored, DatabaseScope? source, RowHasher hasher)
    {
        _backup = backup;
        _restored = restored;
        _source = source;
        _hasher = hasher;
    }

    public IReadOnlyList<RestoreFinding> Findings => _findings;

    public DigestSummary Digest { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Rows the manifest counts and the restored tables lack.</summary>
    public long RowsLost { get; private set; }

    public async Task ProveAsync(int jobs, CancellationToken cancellationToken)
    {
        await CompareTablesAsync(jobs, cancellationToken);
        await CompareObjectsAsync(cancellationToken);
        await CompareCatalogAsync(cancellationToken);
    }

    private async Task CompareTablesAsync(int jobs, CancellationToken cancellationToken)
    {
        var tables = _backup.Manifest.Tables;
        var wanted = tables.Where(t => t.Digest is not null && t.Kind != "materialized-view").ToList();
        var (equal, differing) = (0, 0);
        var unequal = new List<(BackupTable Table, TableDigest Expected, TableDigest Actual)>();
        await foreach (var result in _restored.Require<ITableDigester>().DigestAsync(wanted, _hasher, jobs, cancellationToken))
        {
            var expected = TableDigest.Parse(result.Table.Digest!);
            if (result.Digest is null)
            {
                differing++;
                RowsLost += expected.RowCount;
                Add(RestoreFindingKind.ObjectMissing, result.Table, result.Problem ?? "it can't be read.");
            }
            else if (TableDigest.Compare(expected, result.Digest).Equal)
            {
                equal++;
            }
            else
            {
                unequal.Add((result.Table, expected, result.Digest));
            }
        }
        // After the rest, one by one: each of these reads its table again.
        foreach (var (table, expected, actual) in unequal.OrderBy(u => u.Table.DisplayName, StringComparer.Ordinal))
        {
            differing++;
            RowsLost += Math.Max(0, expected.RowCount - actual.RowCount);
            await ExplainAsync(table, expected, actual, cancellationToken);
        }
        Digest = new DigestSummary(wanted.Count, equal, differing, tables.Count - wanted.Count);
    }

    private async Task ExplainAsync(BackupTable table, TableDigest expected, TableDigest actual, CancellationToken cancellationToken)
    {
        var buckets = TableDigest.Compare(expected, actual).Buckets;
        int[] numbers = [.. buckets.Select(b => b.Bucket)];
        var rows = await _restored.Require<ITableDigester>().ExplainAsync(_backup, table, numbers, _hasher, cancellationToken);
        var from = "the backup's own rows";
        if (rows.Count == 0 && _source is not null)
        {
            rows = await new TwoSides(_hasher, numbers).CompareAsync(_source, _restored, table, cancellationToken);
            from = $"the source {_source.Session.Server}";
        }
        if (rows.Count > 0)
        {
            Report(table, rows, $"as {from} show");
            return;
        }
        // The backup's files say the same as the table, so they are what was changed after the digest was taken.
        var examiner = new BucketExaminer(_hasher, expected, actual);
        await _restored.Require<IRestoreProof>().ReadRowsAsync(table, examiner.Add, cancellationToken);
        foreach (var finding in examiner.Findings(table))
        {
            _findings.Add(finding);
        }
    }

    private void Report(BackupTable table, IReadOnlyList<RowDifference> rows, string how)
    {
        foreach (var group in rows.GroupBy(r => r.Kind))
        {
            var (kind, word) = group.Key switch
            {
                RowDifferenceKind.Missing => (RestoreFindingKind.RowsMissing, "missing"),
                RowDifferenceKind.Extra => (RestoreFindingKind.RowsExtra, "too many"),
                RowDifferenceKind.Duplicated => (RestoreFindingKind.RowsDuplicated, "duplicated"),
                _ => (RestoreFindingKind.RowsChanged, "changed"),
            };
            _findings.Add(new RestoreFinding(kind, table.DisplayName, BucketExaminer.Sentence(group.Sum(r => r.Count), word, [.. group.Select(r => r.Key)], how))
            {
                Rows = [.. group.Take(BucketExaminer.MostRows)],
            });
        }
    }

    private async Task CompareObjectsAsync(CancellationToken cancellationToken)
    {
        var expected = _backup.Manifest.Objects.ToDictionary(o => (o.Kind, o.Identity));
        await foreach (var found in _restored.Require<ISchemaInventory>().ReadAsync(cancellationToken))
        {
            var name = $"{found.Kind} {found.Identity}";
            if (!expected.Remove((found.Kind, found.Identity), out var wanted))
            {
                _findings.Add(new(RestoreFindingKind.ObjectExtra, name, "It is not in the backup's inventory."));
            }
            else if (Change(wanted, found) is { } change)
            {
                _findings.Add(new(RestoreFindingKind.ObjectChanged, name, change));
            }
        }
        _findings.AddRange(expected.Values.Select(o => new RestoreFinding(RestoreFindingKind.ObjectMissing, $"{o.Kind} {o.Identity}", "The backup's inventory has it; the restored database has not.")));
    }

    private static string? Change(BackupSchemaObject wanted, BackupSchemaObject found) =>
        wanted.Hash != found.Hash ? "Its definition is another than the backup's inventory says."
        : wanted.Owner != found.Owner ? $"Its owner is {found.Owner ?? "nobody"} instead of {wanted.Owner ?? "nobody"}."
        : wanted.Privileges != found.Privileges ? $"Its privileges are {found.Privileges ?? "the default"} instead of {wanted.Privileges ?? "the default"}."
        : null;

    private async Task CompareCatalogAsync(CancellationToken cancellationToken)
    {
        var manifest = _backup.Manifest;
        if (manifest.Sequences.Count == 0 && manifest.LargeObjects is null)
        {
            return;
        }
        var found = await _restored.Require<IRestoreProof>().ReadCatalogAsync(_hasher, cancellationToken);
        var positions = found.Sequences.ToDictionary(s => (s.Schema, s.Name));
        foreach (var wanted in manifest.Sequences)
        {
            // A sequence that is missing altogether stands in the inventory of objects.
            if (positions.TryGetValue((wanted.Schema, wanted.Name), out var actual) && actual != wanted)
            {
                _findings.Add(new(RestoreFindingKind.SequenceDiffers, wanted.Schema is null ? wanted.Name : $"{wanted.Schema}.{wanted.Name}", string.Create(CultureInfo.InvariantCulture,
                    $"It stands at {actual.Value} ({(actual.IsCalled ? "given out" : "next")}) instead of {wanted.Value} ({(wanted.IsCalled ? "given out" : "next")}).")));
            }
        }
        if (manifest.LargeObjects is { } objects && (found.LargeObjects is not { } actualObjects || actualObjects.Count != objects.Count || actualObjects.Digest != objects.Digest))
        {
            _findings.Add(new(RestoreFindingKind.LargeObjectsDiffer, "large objects", string.Create(CultureInfo.InvariantCulture,
                $"{found.LargeObjects?.Count ?? 0} of {objects.Count} are there{(found.LargeObjects?.Count == objects.Count ? ", with other content" : "")}.")));
        }
    }

    private void Add(RestoreFindingKind kind, BackupTable table, string message) => _findings.Add(new(kind, table.DisplayName, message));

    /// <summary>Two live tables, compared key by key in the buckets that differ.</summary>
    private sealed class TwoSides(RowHasher hasher, int[] buckets)
    {
        private readonly BucketDiff _diff = new(hasher, buckets);

        public async Task<IReadOnlyList<RowDifference>> CompareAsync(DatabaseScope expected, DatabaseScope actual, BackupTable table, CancellationToken cancellationToken)
        {
            await expected.Require<IRestoreProof>().ReadRowsAsync(table, (row, key) => _diff.AddExpected(row, key), cancellationToken);
            await actual.Require<IRestoreProof>().ReadRowsAsync(table, (row, key) => _diff.AddActual(row, key), cancellationToken);
            return _diff.Differences();
        }
    }
}
