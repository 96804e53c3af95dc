using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.Sqlite.Backups;

namespace DbaPS.Sqlite.Digests;

/// <summary>Digests tables, several at once, each on a link of its own.</summary>
internal sealed class SqliteTableDigester : ITableDigester
{
    private readonly Func<CancellationToken, SqliteLink> _open;

    /// <param name="open">Opens a link to the database.</param>
    public SqliteTableDigester(Func<CancellationToken, SqliteLink> open) => _open = open;

    public IAsyncEnumerable<TableDigestResult> DigestAsync(IReadOnlyList<BackupTable> tables, RowHasher hasher, int jobs, CancellationToken cancellationToken) =>
        TableDigestStream.ReadEachAsync(tables, jobs, (table, token) => ValueTask.FromResult(Digest(table, hasher, token)), cancellationToken);

    public Task<IReadOnlyList<RowDifference>> ExplainAsync(
        BackupReader backup, BackupTable table, IReadOnlyCollection<int> buckets, RowHasher hasher, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var diff = new BucketDiff(hasher, buckets);
            using var copy = ExtractedBackup.Open(backup, cancellationToken);
            using (var expected = copy.OpenLink(cancellationToken))
            {
                SqliteRows.Read(expected, table, (row, key) => diff.AddExpected(row, key));
            }
            using (var actual = _open(cancellationToken))
            {
                SqliteRows.Read(actual, table, (row, key) => diff.AddActual(row, key));
            }
            return diff.Differences();
        },
        cancellationToken);

    private TableDigestResult Digest(BackupTable table, RowHasher hasher, CancellationToken cancellationToken)
    {
        try
        {
            using var link = _open(cancellationToken);
            if (Misfit(link, table) is { } misfit)
            {
                return new TableDigestResult(table, null, misfit);
            }
            var builder = new TableDigestBuilder(hasher);
            SqliteRows.Read(link, table, builder.AddRow);
            return new TableDigestResult(table, builder.Build(), null);
        }
        catch (DbaException failure)
        {
            // A damaged page ends the reading part-way: that is a finding about this table, the others are still read.
            return new TableDigestResult(table, null, failure.Message);
        }
    }

    private static string? Misfit(SqliteLink link, BackupTable table)
    {
        var columns = link.Query("SELECT name FROM pragma_table_xinfo(@table, 'main')", ("table", table.Name)).Select(r => r.Text("name")).ToHashSet(StringComparer.Ordinal);
        if (columns.Count == 0)
        {
            return "the table is not there.";
        }
        return table.Columns.FirstOrDefault(c => !columns.Contains(c.Name)) is { } missing ? $"it has no column '{missing.Name}'." : null;
    }
}
