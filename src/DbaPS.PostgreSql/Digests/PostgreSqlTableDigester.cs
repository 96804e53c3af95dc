using System.Threading.Channels;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.PostgreSql.Backups;

namespace DbaPS.PostgreSql.Digests;

/// <summary>Digests tables as a manifest describes them: several connections on one snapshot, big tables in ranges of their pages.</summary>
internal sealed class PostgreSqlTableDigester(PostgreSqlSession session) : ITableDigester
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    public IAsyncEnumerable<TableDigestResult> DigestAsync(IReadOnlyList<BackupTable> tables, RowHasher hasher, int jobs, CancellationToken cancellationToken) =>
        TableDigestStream.ReadAsync((results, stop) => RunAsync(tables, hasher, Math.Max(1, jobs), results, stop), cancellationToken);

    public async Task<IReadOnlyList<RowDifference>> ExplainAsync(
        BackupReader backup, BackupTable table, IReadOnlyCollection<int> buckets, RowHasher hasher, CancellationToken cancellationToken)
    {
        await using var connection = await SnapshotConnection.BeginAsync(session, null, LockTimeout, cancellationToken);
        var live = (await FindAsync([table], connection, cancellationToken))[0];
        if (live.Source is null || (table.Files.Count == 0 && table.Rows > 0))
        {
            // Nothing to hold it against: a view's rows are in no backup.
            return [];
        }
        var difference = new BucketDiff(hasher, buckets);
        await Task.Run(() => ReadExpected(backup, live, new DifferenceSink(difference, expected: true), cancellationToken), cancellationToken);
        await live.ReadAsync(session, connection, live.Whole, new DifferenceSink(difference, expected: false), cancellationToken);
        return difference.Differences();
    }

    /// <summary>Every row of one table, on the thread that reads.</summary>
    /// <exception cref="DbaException">It is not there, or its columns are others.</exception>
    public async Task ReadRowsAsync(BackupTable table, IRowSink sink, CancellationToken cancellationToken)
    {
        await using var connection = await SnapshotConnection.BeginAsync(session, null, LockTimeout, cancellationToken);
        var live = (await FindAsync([table], connection, cancellationToken))[0];
        if (live.Source is null)
        {
            throw new DbaException(DbaErrors.ObjectMissing("table", table.DisplayName, session.Name) with { Message = $"{session.Name}: {table.DisplayName}: {live.Problem}" });
        }
        await live.ReadAsync(session, connection, live.Whole, sink, cancellationToken);
    }

    private async Task RunAsync(IReadOnlyList<BackupTable> tables, RowHasher hasher, int jobs, ChannelWriter<TableDigestResult> results, CancellationToken cancellationToken)
    {
        await using var first = await SnapshotConnection.BeginAsync(session, null, LockTimeout, cancellationToken);
        var snapshot = (string)(await first.ScalarAsync("SELECT pg_catalog.pg_export_snapshot()", cancellationToken))!;
        var found = await FindAsync(tables, first, cancellationToken);
        foreach (var missing in found.Where(t => t.Source is null))
        {
            await results.WriteAsync(new TableDigestResult(missing.Table, null, missing.Problem), cancellationToken);
        }
        var crew = new DigestCrew(session, found.Where(t => t.Source is not null), hasher, jobs, results);
        await Workers.RunAsync(Enumerable.Range(0, Math.Min(jobs, Math.Max(1, crew.Chunks))), async (worker, token) =>
        {
            if (worker == 0)
            {
                await crew.WorkAsync(first, token);
                return;
            }
            await using var connection = await SnapshotConnection.BeginAsync(session, snapshot, LockTimeout, token);
            await crew.WorkAsync(connection, token);
        }, cancellationToken);
    }

    private async Task<IReadOnlyList<LiveTable>> FindAsync(IReadOnlyList<BackupTable> tables, SnapshotConnection connection, CancellationToken cancellationToken)
    {
        var sources = (await TableSources.ReadAsync(session, connection, cancellationToken)).ToDictionary(t => (t.Schema, t.Name));
        return [.. tables.Select(t => LiveTable.Find(t, sources))];
    }

    private static void ReadExpected(BackupReader backup, LiveTable live, IRowSink sink, CancellationToken cancellationToken)
    {
        foreach (var path in live.Table.Files)
        {
            using var content = backup.OpenVerified(path, cancellationToken);
            try
            {
                CopyPump.Run(content, live.Parser(sink), null, cancellationToken);
            }
            catch (FormatException failure)
            {
                throw new DbaException(PostgreSqlBackupErrors.RowsUnreadable($"{live.Table.DisplayName} in {path}", failure));
            }
        }
    }
}
