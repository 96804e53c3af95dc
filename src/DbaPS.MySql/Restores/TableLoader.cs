using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Errors;
using DbaPS.MySql.Definitions;
using DbaPS.MySql.Digests;
using DbaPS.MySql.Drivers;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.Sql;

namespace DbaPS.MySql.Restores;

/// <summary>
/// Loads the rows, several tables at once: by LOAD DATA LOCAL from the backup's files, where server and driver have it, otherwise by
/// statements of many rows. Neither refuses a value that does not fit, but both warn: a table they warned about is digested.
/// </summary>
internal sealed class TableLoader(MySqlSession session, RestoreJob job, IPipeline pipeline, string activity)
{
    private readonly ConcurrentQueue<(BackupTable Table, string Warning)> _doubtful = new();
    private long _done;

    /// <summary>Bytes loaded so far, before compression.</summary>
    public long Bytes => Interlocked.Read(ref _done);

    /// <exception cref="DbaException">A row was refused or came to stand otherwise; a file is damaged.</exception>
    public async Task LoadAsync(IReadOnlyList<BackupTable> tables, CancellationToken cancellationToken)
    {
        var sized = tables.Select(t => (Table: t, Bytes: t.Files.Sum(f => job.Backup.FileAt(f).RawSize))).OrderByDescending(t => t.Bytes).ToList();
        var queue = new ConcurrentQueue<(BackupTable Table, long Bytes)>(sized);
        var total = Math.Max(1, sized.Sum(s => s.Bytes));
        var streams = session.Driver.Lacks(MySqlDriverFeature.BulkLoad) is null
            && await session.ReadFirstAsync(SqlScript.Load<TableLoader>("SqlInvocation/LocalInfile.sql"), row => row.Boolean("local_infile"), cancellationToken: cancellationToken);
        await using var pool = session.CreateBulkPool();
        await Workers.RunAsync(Enumerable.Range(0, Math.Clamp(job.Jobs, 1, Math.Max(1, sized.Count))), async (_, token) =>
        {
            await using var connection = streams ? await session.OpenAsync(pool, token) : await session.OpenAsync(token);
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, Settings(), token));
            while (queue.TryDequeue(out var next))
            {
                pipeline.Progress(new(activity, next.Table.Name, (double)Bytes / total));
                await LoadAsync(streams ? pool : null, connection, next.Table, token);
                Interlocked.Add(ref _done, next.Bytes);
            }
        }, cancellationToken);
        await ProveAsync(cancellationToken);
    }

    private string Settings()
    {
        var history = session.IsAtLeast(null, (10, 11)) ? ", system_versioning_insert_history = 1" : "";
        var time = session.Kind == MySqlDialect.MariaDb ? "max_statement_time = 0" : "max_execution_time = 0";
        return $"SET SESSION sql_mode = '{DefinitionMaker.OwnSqlMode}', time_zone = '+00:00', foreign_key_checks = 0, unique_checks = 0, net_read_timeout = 3600, {time}{history}";
    }

    private async Task LoadAsync(IMySqlPool? pool, DbConnection connection, BackupTable table, CancellationToken cancellationToken)
    {
        var shape = TableShape.Of(table);
        string? warning = null;
        var rows = 0L;
        try
        {
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, "START TRANSACTION", cancellationToken));
            foreach (var file in table.Files)
            {
                await using var content = job.Backup.OpenVerified(file, cancellationToken);
                if (pool is not null)
                {
                    rows += await session.TryAsync(() => pool.LoadAsync(connection, Describe(shape, content), cancellationToken));
                    warning ??= (await ServerWarning.FirstAsync(session, connection, cancellationToken))?.Message;
                }
                else
                {
                    var inserter = new RowInserter(session, connection, shape, new TextRowReader(content));
                    rows += await inserter.RunAsync(cancellationToken);
                    warning ??= inserter.Warning;
                }
            }
            await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, "COMMIT", cancellationToken));
        }
        catch (DbaException failure)
        {
            throw new DbaException(failure.Error with { Message = $"{table.Name}: {failure.Message}", Target = failure.Error.Target ?? table.Name });
        }
        if (rows != table.Rows && !job.ProvedAfterwards)
        {
            throw new DbaException(MySqlRestoreErrors.RowsShort(table.Name, table.Rows, rows, warning));
        }
        if (warning is not null)
        {
            _doubtful.Enqueue((table, warning));
        }
    }

    private static MySqlLoad Describe(TableShape table, Stream content)
    {
        List<string> columns = [], expressions = [];
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var (name, variable) = (MySqlNames.Quote(table.Columns[i].Name), string.Create(CultureInfo.InvariantCulture, $"@c{i}"));
            var value = table.Columns[i].Load switch
            {
                ColumnLoad.Utf8 => $"CONVERT({variable} USING utf8mb4)",
                ColumnLoad.Bits => $"CAST(CONV({variable}, 2, 10) AS UNSIGNED)",
                _ => null,
            };
            columns.Add(value is null ? name : variable);
            if (value is not null)
            {
                expressions.Add($"{name} = {value}");
            }
        }
        return new MySqlLoad(MySqlNames.Quote(table.Name), columns, expressions, content) { CharacterSet = "binary" };
    }

    /// <summary>A label that is no member of its enum stands as it stood, and still is warned about: only the rows themselves tell.</summary>
    private async Task ProveAsync(CancellationToken cancellationToken)
    {
        var warnings = _doubtful.ToDictionary(d => d.Table.Name, d => d.Warning, StringComparer.Ordinal);
        var tables = _doubtful.Select(d => d.Table).ToList();
        if (tables.Count == 0 || job.ProvedAfterwards)
        {
            return;
        }
        if (job.Backup.Manifest.DigestKeyId is not null)
        {
            // Digests with a key say nothing without it.
            foreach (var (table, warning) in warnings)
            {
                pipeline.Warning($"{table}: {warning} Test-DbaRestore tells whether its rows are as they were.");
            }
            return;
        }
        await foreach (var result in new MySqlTableDigester(session).DigestAsync(tables, RowHasher.Unkeyed, job.Jobs, cancellationToken))
        {
            if (result.Digest is null || !TableDigest.Compare(TableDigest.Parse(result.Table.Digest!), result.Digest).Equal)
            {
                throw new DbaException(MySqlRestoreErrors.RowsChanged(result.Table.Name, result.Problem ?? warnings[result.Table.Name]));
            }
        }
    }
}
