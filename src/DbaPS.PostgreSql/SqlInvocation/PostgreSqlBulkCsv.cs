using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.PostgreSql.SqlInvocation;

/// <summary>CSV through COPY: the file's bytes go to the server, and come from it, as they are.</summary>
internal sealed partial class PostgreSqlBulkCsv(PostgreSqlSession session) : IBulkCsv
{
    private const int Piece = 1 << 17;

    private static readonly SqlScript TableColumns = SqlScript.Load<PostgreSqlEngine>("SqlInvocation/TableColumns.sql");

    public async Task<long> LoadAsync(CsvLoad load, Action<long>? progress, CancellationToken cancellationToken)
    {
        var (table, columns) = await FindTableAsync(load.Table, cancellationToken);
        var header = await ReadHeaderAsync(load, cancellationToken);
        var named = TableName.Match(header, columns, load.Table);
        var copy = $"COPY {table} ({string.Join(", ", named.Select(PostgreSqlNames.Quote))}) FROM STDIN (FORMAT csv, HEADER true, DELIMITER {PostgreSqlNames.Literal(load.Delimiter.ToString())})";
        await using var connection = await PostgreSqlSqlRunner.ConnectAsync(session, load.Timeout, load.OnMessage, cancellationToken);
        var counter = new CsvCounter();
        try
        {
            await PostgreSqlDriver.CopyInAsync(connection, copy, target => SendAsync(load, target, counter, named.Count == 1, progress, cancellationToken), cancellationToken);
        }
        catch (PostgreSqlFailure failure)
        {
            throw Rejected(failure, load);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbaException))
        {
            throw new DbaException(session.Explain(failure));
        }
        return counter.Records - 1;
    }

    public async Task<long> UnloadAsync(CsvUnload unload, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (StatementSplitter.Split(unload.Query, SqlDialect.PostgreSql) is not [var statement])
        {
            throw new DbaException(DbaErrors.InvalidParameter("Query", null, "-Csv writes the rows of one statement."));
        }
        await using var connection = await PostgreSqlSqlRunner.ConnectAsync(session, unload.Timeout, unload.OnMessage, cancellationToken);
        try
        {
            var text = SqlParameters.Number(statement.Text, SqlDialect.PostgreSql, unload.Parameters, out var used);
            // COPY takes no values and no SHOW or EXPLAIN; then the rows are read as text, which is what COPY writes too.
            return used.Count == 0 && IsQuery(text)
                ? await CopyOutAsync(connection, unload, text, progress, cancellationToken)
                : await WriteRowsAsync(connection, unload, text, [.. used.Select(n => PostgreSqlValue.Of(n, unload.Parameters[n]))], progress, cancellationToken);
        }
        catch (PostgreSqlFailure failure)
        {
            throw new DbaException(session.Explain(failure) with { Statement = SqlRedactor.Redact(unload.Query, SqlDialect.PostgreSql) });
        }
    }

    private static bool IsQuery(string text) =>
        SqlLexer.Read(text, SqlDialect.PostgreSql).FirstOrDefault(t => t.IsSignificant) is var first
        && (first.Is(text, "SELECT") || first.Is(text, "WITH") || first.Is(text, "VALUES") || first.Is(text, "TABLE") || first.Is(text, '('));

    private static async Task<long> CopyOutAsync(PostgreSqlConnection connection, CsvUnload unload, string query, Action<long>? progress, CancellationToken cancellationToken)
    {
        // The line break ends a comment the query may end with.
        var copy = $"COPY ({query}\n) TO STDOUT (FORMAT csv, HEADER true, DELIMITER {PostgreSqlNames.Literal(unload.Delimiter.ToString())})";
        var counter = new CsvCounter();
        var written = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            await PostgreSqlDriver.CopyOutAsync(connection, copy, async source =>
            {
                int read;
                while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    counter.Add(buffer.AsSpan(0, read));
                    await unload.Output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    Report(progress, written, written += read);
                }
            }, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Math.Max(0, counter.Records - 1);
    }

    private static async Task<long> WriteRowsAsync(
        PostgreSqlConnection connection, CsvUnload unload, string text, IReadOnlyList<PostgreSqlValue> values, Action<long>? progress, CancellationToken cancellationToken)
    {
        await using var command = PostgreSqlDriver.Positional(connection, text, [.. values.Select(v => v.Value)], i => values[i].IsUntyped);
        command.AllResultTypesAreUnknown = true;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var csv = new CsvWriter(unload.Output, unload.Delimiter);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            csv.Write(reader.GetName(i));
        }
        await csv.EndRecordAsync(cancellationToken);
        var rows = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (await reader.IsDBNullAsync(i, cancellationToken))
                {
                    csv.WriteNull();
                }
                else
                {
                    csv.Write(reader.GetString(i));
                }
            }
            var before = csv.BytesWritten;
            await csv.EndRecordAsync(cancellationToken);
            Report(progress, before, csv.BytesWritten);
            rows++;
        }
        await csv.FlushAsync(cancellationToken);
        return rows;
    }

    private async Task SendAsync(CsvLoad load, Stream target, CsvCounter counter, bool singleColumn, Action<long>? progress, CancellationToken cancellationToken)
    {
        load.Content.Position = 0;
        var guardsEndMark = singleColumn && session.Version.Major < 18;
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var sent = 0L;
            int read;
            while ((read = await load.Content.ReadAtLeastAsync(buffer.AsMemory(0, Piece), Piece, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                var skip = sent == 0 && buffer.AsSpan(0, read).StartsWith("\uFEFF"u8) ? 3 : 0;
                if (guardsEndMark && EndMark().IsMatch(System.Text.Encoding.Latin1.GetString(buffer, 0, read)))
                {
                    throw new DbaException(DbaErrors.CsvRejected(load.Table, "a line holds nothing but \\. which ends the data for this server; put quotes around it.", null, null, null));
                }
                counter.Add(buffer.AsSpan(skip, read - skip));
                await target.WriteAsync(buffer.AsMemory(skip, read - skip), cancellationToken);
                Report(progress, sent, sent += read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<IReadOnlyList<string>> ReadHeaderAsync(CsvLoad load, CancellationToken cancellationToken)
    {
        var reader = new CsvReader(load.Content, load.Delimiter);
        try
        {
            return await reader.ReadAsync(cancellationToken)
                ? [.. Enumerable.Range(0, reader.Count).Select(reader.Text)]
                : throw new DbaException(DbaErrors.CsvEmpty(load.Table));
        }
        catch (CsvFormatException failure)
        {
            throw new DbaException(DbaErrors.CsvRejected(load.Table, failure.Message, failure.Line, null, failure));
        }
    }

    private async Task<(string Table, IReadOnlyList<string> Columns)> FindTableAsync(string text, CancellationToken cancellationToken)
    {
        var name = TableName.Parse(text);
        var quoted = name.Schema is { } schema ? PostgreSqlNames.Quote(schema, name.Name) : PostgreSqlNames.Quote(name.Name);
        var parameters = new Dictionary<string, object?> { ["quoted"] = quoted, ["typed"] = text };
        var columns = new List<string>();
        string? table = null;
        await foreach (var (found, column) in session.ReadAsync(TableColumns, row => (PostgreSqlNames.Quote(row.Text("schema"), row.Text("table")), row.Text("column")), parameters, cancellationToken))
        {
            table = found;
            columns.Add(column);
        }
        return (table ?? throw new DbaException(DbaErrors.ObjectMissing("table", text, session.Name)), columns);
    }

    /// <summary>The server says in its context where the row is: <c>COPY t, line 3, column b: "x"</c>.</summary>
    private DbaException Rejected(PostgreSqlFailure failure, CsvLoad load)
    {
        var error = session.Explain(failure);
        if (Place().Match(failure.Where ?? "") is not { Success: true } place)
        {
            return new DbaException(error);
        }
        var column = place.Groups[2].Success ? place.Groups[2].Value : failure.ColumnName;
        var rejected = DbaErrors.CsvRejected(load.Table, failure.MessageText, long.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture), column, failure);
        return new DbaException(rejected with { NativeCode = failure.SqlState, Server = error.Server });
    }

    /// <summary>Now and then: a line of progress for each piece would cost more than sending it.</summary>
    private static void Report(Action<long>? progress, long before, long after)
    {
        const int Step = 23; // 8 MB
        if (before >> Step != after >> Step)
        {
            progress?.Invoke(after);
        }
    }

    [GeneratedRegex(@"^COPY .*, line (\d+)(?:, column ([^:]+))?", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@"(?:^|\n)\\\.\r?(?:\n|$)")]
    private static partial Regex EndMark();
}
