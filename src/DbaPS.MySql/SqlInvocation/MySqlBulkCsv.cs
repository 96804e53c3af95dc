using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using DbaPS.Errors;
using DbaPS.MySql.Drivers;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>
/// CSV in by LOAD DATA LOCAL from a stream, where server and driver have it, otherwise by INSERT statements of many rows; out as
/// a query's rows. In one transaction: LOAD DATA LOCAL makes warnings of errors, so any warning takes all of it back.
/// </summary>
internal sealed partial class MySqlBulkCsv(MySqlSession session) : IBulkCsv
{
    private const int RowsBetweenReports = 65_536;

    public async Task<long> LoadAsync(CsvLoad load, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(load.Timeout, cancellationToken);
        var reader = new CsvReader(load.Content, load.Delimiter);
        IReadOnlyList<string>? header = null;
        try
        {
            header = await reader.ReadAsync(limit.Token) ? [.. Enumerable.Range(0, reader.Count).Select(reader.Text)] : null;
        }
        catch (CsvFormatException failure)
        {
            throw new DbaException(DbaErrors.CsvRejected(load.Table, failure.Message, failure.Line, null, failure));
        }
        var target = await CsvTarget.FindAsync(session, load.Table, header, limit.Token);
        var rows = new CsvRows(reader, target);
        if (session.Driver.Lacks(MySqlDriverFeature.BulkLoad) is not null || !await TakesFilesAsync(limit.Token))
        {
            await using var connection = await session.OpenAsync(limit.Token);
            var inserter = new RowInserter(connection, target, rows);
            return await InTransactionAsync(connection, target, limit, rows, inserter, () => inserter.RunAsync(progress, limit.Token));
        }
        await using var pool = session.CreateBulkPool();
        await using var bulk = await session.OpenAsync(pool, limit.Token);
        return await InTransactionAsync(bulk, target, limit, rows, null, () => StreamAsync(pool, bulk, target, rows, progress, limit.Token));
    }

    public async Task<long> UnloadAsync(CsvUnload unload, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (StatementSplitter.Split(unload.Query, session.Dialect ?? SqlDialect.MySql) is not [var text])
        {
            throw new DbaException(DbaErrors.InvalidParameter("Query", null, "-Csv writes the rows of one statement."));
        }
        await using var channel = await new MySqlSqlRunner(session).OpenAsync(new SqlRunOptions { Timeout = unload.Timeout, OnMessage = unload.OnMessage }, cancellationToken);
        var csv = new CsvWriter(unload.Output, unload.Delimiter);
        var rows = 0L;
        await foreach (var result in channel.RunAsync(text.Text, unload.Parameters, cancellationToken))
        {
            var cells = CsvText.Of(result.Reader, session.Driver);
            for (var i = 0; i < cells.Count; i++)
            {
                csv.Write(result.Reader.GetName(i));
            }
            if (cells.Count > 0)
            {
                await csv.EndRecordAsync(cancellationToken);
            }
            while (await result.ReadAsync(cancellationToken))
            {
                for (var i = 0; i < cells.Count; i++)
                {
                    if (result.Reader.IsDBNull(i))
                    {
                        csv.WriteNull();
                    }
                    else
                    {
                        csv.Write(cells[i](result.Reader, i));
                    }
                }
                await csv.EndRecordAsync(cancellationToken);
                if (++rows % RowsBetweenReports == 0)
                {
                    progress?.Invoke(csv.BytesWritten);
                }
            }
            break;
        }
        await csv.FlushAsync(cancellationToken);
        return rows;
    }

    private static async Task<long> StreamAsync(IMySqlPool pool, DbConnection connection, CsvTarget target, CsvRows rows, Action<long>? progress, CancellationToken cancellationToken)
    {
        var content = new LoadStream(rows, target.Columns, progress, cancellationToken);
        List<string> columns = [], expressions = [];
        for (var i = 0; i < target.Columns.Count; i++)
        {
            var (name, variable) = (MySqlNames.Quote(target.Columns[i].Name), string.Create(CultureInfo.InvariantCulture, $"@c{i}"));
            var column = target.Columns[i];
            columns.Add(column.IsBinary || column.IsBit ? variable : name);
            if (column.IsBinary || column.IsBit)
            {
                expressions.Add($"{name} = {(column.IsBit ? $"CAST({variable} AS UNSIGNED)" : $"UNHEX({variable})")}");
            }
        }
        try
        {
            await pool.LoadAsync(connection, new MySqlLoad(target.Table, columns, expressions, content), cancellationToken);
        }
        catch (Exception) when (content.Failure is not null)
        {
            throw content.Failure;
        }
        await CheckWarningsAsync(connection, target, rows, cancellationToken);
        return rows.Row;
    }

    /// <exception cref="DbaException">A row did not fit.</exception>
    private static async Task CheckWarningsAsync(DbConnection connection, CsvTarget target, CsvRows rows, CancellationToken cancellationToken)
    {
        await using var command = MySqlSession.Command(connection, "SHOW WARNINGS");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!reader.GetString(0).Equals("Note", StringComparison.OrdinalIgnoreCase))
            {
                throw new DbaException(Rejected(target, rows, 1, reader.GetString(2), Convert.ToString(reader.GetValue(1), CultureInfo.InvariantCulture), null));
            }
        }
    }

    private static DbaError Rejected(CsvTarget target, CsvRows rows, long firstRow, string message, string? code, Exception? cause)
    {
        long? line = AtRow().Match(message) is { Success: true } at ? rows.LineOf(firstRow + long.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture) - 1) : null;
        var column = ForColumn().Match(message) is { Success: true } named ? named.Groups[1].Value : null;
        return DbaErrors.CsvRejected(target.Text, message, line, column, cause) with { NativeCode = code };
    }

    private async Task<bool> TakesFilesAsync(CancellationToken cancellationToken) =>
        await session.ReadFirstAsync(SqlScript.Load<MySqlBulkCsv>("SqlInvocation/LocalInfile.sql"), row => row.Boolean("local_infile"), cancellationToken: cancellationToken);

    private async Task<long> InTransactionAsync(DbConnection connection, CsvTarget target, TimeLimit limit, CsvRows rows, RowInserter? inserter, Func<Task<long>> work)
    {
        await MySqlSession.ExecuteAsync(connection, "START TRANSACTION", limit.Token);
        try
        {
            var count = await work();
            await MySqlSession.ExecuteAsync(connection, "COMMIT", limit.Token);
            return count;
        }
        catch (Exception failure)
        {
            await RollBackAsync(connection);
            limit.CallerToken.ThrowIfCancellationRequested();
            if (limit.IsOver)
            {
                throw new DbaException(DbaErrors.TimedOut(session.Name, "the load", "-Timeout", failure));
            }
            if (failure is OperationCanceledException or DbaException)
            {
                throw;
            }
            var error = session.Explain(failure);
            throw new DbaException(error.Category is DbaErrorCategory.InvalidArgument or DbaErrorCategory.InvalidData or DbaErrorCategory.ResourceExists && MySqlErrors.Answer(failure, session.Driver) is { } answer
                ? Rejected(target, rows, inserter?.FirstRow ?? 1, answer.Message, error.NativeCode, failure)
                : error);
        }
    }

    private static async Task RollBackAsync(DbConnection connection)
    {
        try
        {
            await MySqlSession.ExecuteAsync(connection, "ROLLBACK", CancellationToken.None);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection is gone, and with it what it had not committed.
        }
    }

    [GeneratedRegex(@"at row (\d+)$")]
    private static partial Regex AtRow();

    /// <summary><c>for column 'n' at</c>; MariaDB: <c>for column `db`.`t`.`n` at</c>.</summary>
    [GeneratedRegex(@"[Cc]olumn (?:'|(?:`[^`]*`\.)*`)([^'`]+)['`]")]
    private static partial Regex ForColumn();
}
