using System.Globalization;
using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Digests;
using DbaPS.Engines;

namespace DbaPS.Restores;

/// <summary>Holds a restored database against its backup's manifest: tables by digest, objects by definition, sequences, large objects.</summary>
internal sealed class RestoreProver
{
    private const string View = "materialized-view";

    private readonly BackupReader _backup;
    private readonly DatabaseScope _restored;
    private readonly DatabaseScope? _source;
    private readonly RowHasher _hasher;
    private readonly List<RestoreFinding> _findings = [];
    private readonly List<string> _notes = [];

    /// <param name="source">The database the backup came from, to name rows only it still knows; null without.</param>
    public RestoreProver(BackupReader backup, DatabaseScope restored, DatabaseScope? source, RowHasher hasher)
    {
        _backup = backup;
        _restored = restored;
        _source = source;
        _hasher = hasher;
    }

    public IReadOnlyList<RestoreFinding> Findings => _findings;

    /// <summary>What a recomputed view came to.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public DigestSummary Digest { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Rows the manifest counts and the restored tables lack.</summary>
    public long RowsLost { get; private set; }

    public async Task ProveAsync(int jobs, CancellationToken cancellationToken)
    {
        var catalog = await _restored.Require<IRestoreProof>().ReadCatalogAsync(_hasher, cancellationToken);
        await CompareTablesAsync(catalog.Regrouped ?? [], jobs, cancellationToken);
        await CompareObjectsAsync(cancellationToken);
        CompareCatalog(catalog);
    }

    private async Task CompareTablesAsync(IReadOnlyList<IReadOnlyList<string>> regrouped, int jobs, CancellationToken cancellationToken)
    {
        var tables = _backup.Manifest.Tables;
        _notes.AddRange(tables.Where(t => t.NotComparable is not null).Select(t => $"{t.DisplayName} is not proved: {t.NotComparable}"));
        var wanted = tables.Where(t => t.Digest is not null).ToList();
        var groups = regrouped.SelectMany((names, i) => names.Select(n => (Name: n, Group: i))).ToDictionary(g => g.Name, g => g.Group, StringComparer.Ordinal);
        var sums = new Dictionary<int, DigestSums>();
        var unequal = new List<(BackupTable Table, TableDigest Expected, TableDigest Actual)>();
        var (equal, differing, skipped) = (0, 0, tables.Count - wanted.Count);
        await foreach (var result in _restored.Require<ITableDigester>().DigestAsync(wanted, _hasher, jobs, cancellationToken))
        {
            var expected = TableDigest.Parse(result.Table.Digest!);
            if (result.Digest is null)
            {
                differing++;
                RowsLost += expected.RowCount;
                _findings.Add(new(RestoreFindingKind.ObjectMissing, result.Table.DisplayName, result.Problem ?? "It can't be read."));
            }
            else if (result.Table.Kind == View)
            {
                skipped++;
                _notes.Add($"{result.Table.DisplayName} was recomputed and has {(TableDigest.Compare(expected, result.Digest).Equal ? "the same rows as" : "other rows than")} when the backup was taken.");
            }
            else if (groups.TryGetValue(result.Table.DisplayName, out var group))
            {
                sums[group] = (sums.GetValueOrDefault(group) ?? new DigestSums(_hasher.KeyId)).Plus(result.Table, expected, result.Digest);
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
        foreach (var sum in sums.Values)
        {
            if (sum.Equal)
            {
                equal += sum.Tables.Count;
            }
            else
            {
                unequal.AddRange(sum.Tables);
            }
        }
        // After the rest, one by one: each of these reads its table again.
        foreach (var (table, expected, actual) in unequal.OrderBy(u => u.Table.DisplayName, StringComparer.Ordinal))
        {
            differing++;
            RowsLost += Math.Max(0, expected.RowCount - actual.RowCount);
            await ExplainAsync(table, expected, actual, cancellationToken);
        }
        Digest = new DigestSummary(equal + differing, equal, differing, skipped);
    }

    private async Task ExplainAsync(BackupTable table, TableDigest expected, TableDigest actual, CancellationToken cancellationToken)
    {
        int[] buckets = [.. TableDigest.Compare(expected, actual).Buckets.Select(b => b.Bucket)];
        if (buckets.Length == 0)
        {
            return;
        }
        var rows = await _restored.Require<ITableDigester>().ExplainAsync(_backup, table, buckets, _hasher, cancellationToken);
        var from = "the backup's own rows";
        if (rows.Count == 0 && _source is not null)
        {
            rows = await CompareLiveAsync(_source, table, buckets, cancellationToken);
            from = $"the rows of {_source.Session.Server}";
        }
        if (rows.Count > 0)
        {
            _findings.AddRange(RowFindings.Of(table, rows, $"as {from} show"));
            return;
        }
        // The backup's files say the same as the table, so they are what was changed after the digest was taken.
        var examiner = new BucketExaminer(_hasher, expected, actual);
        await _restored.Require<IRestoreProof>().ReadRowsAsync(table, examiner.Add, cancellationToken);
        _findings.AddRange(examiner.Findings(table));
    }

    /// <summary>Two live tables, key by key in the buckets that differ.</summary>
    private async Task<IReadOnlyList<RowDifference>> CompareLiveAsync(DatabaseScope source, BackupTable table, int[] buckets, CancellationToken cancellationToken)
    {
        var difference = new BucketDiff(_hasher, buckets);
        await source.Require<IRestoreProof>().ReadRowsAsync(table, (row, key) => difference.AddExpected(row, key), cancellationToken);
        await _restored.Require<IRestoreProof>().ReadRowsAsync(table, (row, key) => difference.AddActual(row, key), cancellationToken);
        return difference.Differences();
    }

    private async Task CompareObjectsAsync(CancellationToken cancellationToken)
    {
        var expected = _backup.Manifest.Objects.ToDictionary(o => (o.Kind, o.Identity));
        var (source, here) = (ServerVersion.Parse(_backup.Manifest.ServerVersion), _restored.Session.ServerVersion);
        var sameVersion = source.Major == here.Major || _backup.Manifest.Method == BackupMethods.Copy;
        if (!sameVersion)
        {
            _notes.Add($"Objects were looked for by kind and name only: version {here} writes definitions and privileges otherwise than {source}.");
        }
        await foreach (var found in _restored.Require<ISchemaInventory>().ReadAsync(cancellationToken))
        {
            var name = $"{found.Kind} {found.Identity}";
            if (!expected.Remove((found.Kind, found.Identity), out var wanted))
            {
                _findings.Add(new(RestoreFindingKind.ObjectExtra, name, "It is not in the backup's inventory."));
            }
            else if (sameVersion && Change(wanted, found) is { } change)
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

    private void CompareCatalog(RestoredCatalog found)
    {
        var manifest = _backup.Manifest;
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
}
