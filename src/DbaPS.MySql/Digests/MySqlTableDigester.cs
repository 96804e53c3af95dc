using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.MySql.Backups;
using DbaPS.Pipeline;
using DbaPS.Restores;

namespace DbaPS.MySql.Digests;

/// <summary>Digests tables as a manifest describes them, several at once.</summary>
internal sealed class MySqlTableDigester(MySqlSession session) : ITableDigester
{
    public IAsyncEnumerable<TableDigestResult> DigestAsync(IReadOnlyList<BackupTable> tables, RowHasher hasher, int jobs, CancellationToken cancellationToken) =>
        TableDigestStream.ReadAsync((results, stop) => RunAsync(tables, hasher, Math.Max(1, jobs), results, stop), cancellationToken);

    public async Task<IReadOnlyList<RowDifference>> ExplainAsync(
        BackupReader backup, BackupTable table, IReadOnlyCollection<int> buckets, RowHasher hasher, CancellationToken cancellationToken)
    {
        var difference = new BucketDiff(hasher, buckets);
        await Task.Run(() => TableRows.Read(backup, table, (row, key) => difference.AddExpected(row, key), cancellationToken), cancellationToken);
        await ReadRowsAsync(table, (row, key) => difference.AddActual(row, key), cancellationToken);
        return difference.Differences();
    }

    /// <summary>Every row of one table.</summary>
    public async Task ReadRowsAsync(BackupTable table, CanonicalRowVisitor visit, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await TableRows.ReadAsync(session, connection, TableShape.Of(table), null, visit, cancellationToken);
    }

    private async Task RunAsync(IReadOnlyList<BackupTable> tables, RowHasher hasher, int jobs, ChannelWriter<TableDigestResult> results, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, TableSource> live;
        await using (var connection = await session.OpenAsync(cancellationToken))
        {
            live = (await TableSources.ReadAsync(session, connection, cancellationToken)).ToDictionary(t => t.Name, StringComparer.Ordinal);
        }
        var queue = new ConcurrentQueue<BackupTable>(tables.OrderByDescending(t => t.Rows));
        await Workers.RunAsync(Enumerable.Range(0, Math.Min(jobs, Math.Max(1, tables.Count))), async (_, token) =>
        {
            await using var connection = await OpenAsync(token);
            while (queue.TryDequeue(out var table))
            {
                await results.WriteAsync(await DigestAsync(connection, table, live.GetValueOrDefault(table.Name), hasher, token), token);
            }
        }, cancellationToken);
    }

    private async Task<TableDigestResult> DigestAsync(DbConnection connection, BackupTable table, TableSource? live, RowHasher hasher, CancellationToken cancellationToken)
    {
        if (Misfit(table, live) is { } misfit)
        {
            return new TableDigestResult(table, null, misfit);
        }
        try
        {
            var builder = new TableDigestBuilder(hasher);
            await TableRows.ReadAsync(session, connection, TableShape.Of(table), null, builder.AddRow, cancellationToken);
            return new TableDigestResult(table, builder.Build(), null);
        }
        catch (DbaException failure) when (failure.Error.Category is DbaErrorCategory.InvalidData or DbaErrorCategory.ReadError or DbaErrorCategory.ObjectNotFound)
        {
            // A damaged page ends the reading part-way: that is a finding about this table, the others are still read.
            return new TableDigestResult(table, null, failure.Message);
        }
    }

    private static string? Misfit(BackupTable table, TableSource? live)
    {
        if (live is null)
        {
            return "the table is not there.";
        }
        var forms = live.Shape.Columns.ToDictionary(c => c.Name, c => c.Form.Name, StringComparer.Ordinal);
        foreach (var column in table.Columns)
        {
            if (!forms.TryGetValue(column.Name, out var form))
            {
                return $"it has no column '{column.Name}'.";
            }
            if (form != column.Form)
            {
                return $"its column '{column.Name}' has the form {form} instead of {column.Form}.";
            }
        }
        return null;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await session.OpenAsync(cancellationToken);
        await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, "SET SESSION net_write_timeout = 3600", cancellationToken));
        return connection;
    }
}
