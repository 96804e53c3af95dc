using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.SqlServer.SqlInvocation;

/// <summary>CSV by the bulk protocol, in one transaction, record by record.</summary>
internal sealed class SqlServerBulkCsv(SqlServerSession session) : IBulkCsv
{
    private const int RowsBetweenReports = 65_536;

    public async Task<long> LoadAsync(CsvLoad load, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (session.Options.ReadOnly)
        {
            throw new DbaException(DbaErrors.InvalidParameter("Into", load.Table, "the session is read-only."));
        }
        var name = TableName.Parse(load.Table);
        var known = await ColumnsAsync(name, load.Table, cancellationToken);
        var file = new CsvReader(load.Content, load.Delimiter);
        try
        {
            if (!await file.ReadAsync(cancellationToken))
            {
                throw new DbaException(DbaErrors.CsvEmpty(load.Table));
            }
            var columns = TableName.Match([.. Enumerable.Range(0, file.Count).Select(file.Text)], [.. known.Select(c => c.Name)], load.Table)
                .Select(c => CsvColumn.Of(c, known.First(k => k.Name == c).Type)).ToList();
            return await CopyAsync(load, name, columns, file, progress, cancellationToken);
        }
        catch (CsvFormatException failure)
        {
            throw new DbaException(DbaErrors.CsvRejected(load.Table, failure.Message, failure.Line, null, failure));
        }
    }

    public async Task<long> UnloadAsync(CsvUnload unload, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (StatementSplitter.Split(unload.Query, SqlDialect.SqlServer) is not [var statement])
        {
            throw new DbaException(DbaErrors.InvalidParameter("Query", null, "-Csv writes the rows of one statement."));
        }
        var options = new SqlRunOptions { Timeout = unload.Timeout, OnMessage = unload.OnMessage };
        await using var channel = await new SqlServerSqlRunner(session).OpenAsync(options, cancellationToken);
        var csv = new CsvWriter(unload.Output, unload.Delimiter);
        var (rows, written) = (0L, false);
        await foreach (var result in channel.RunAsync(statement.Text, unload.Parameters, cancellationToken))
        {
            if (written || result.Columns.Count == 0)
            {
                continue;
            }
            written = true;
            foreach (var column in result.Columns)
            {
                csv.Write(column.Name);
            }
            await csv.EndRecordAsync(cancellationToken);
            while (await result.ReadAsync(cancellationToken))
            {
                foreach (var column in result.Columns)
                {
                    CellText.Write(csv, column.Cells, result.Reader);
                }
                await csv.EndRecordAsync(cancellationToken);
                if (++rows % RowsBetweenReports == 0)
                {
                    progress?.Invoke(csv.BytesWritten);
                }
            }
        }
        await csv.FlushAsync(cancellationToken);
        return rows;
    }

    private async Task<long> CopyAsync(CsvLoad load, TableName name, IReadOnlyList<CsvColumn> columns, CsvReader file, Action<long>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken, SqlServerSqlRunner.Receiver(load.OnMessage));
        await using var transaction = await session.TryAsync(() => connection.BeginTransactionAsync(cancellationToken).AsTask(), cancellationToken);
        await using var rows = new CsvRows(file, columns, load.Table, progress);
        var table = name.Schema is { } schema ? SqlServerNames.Quote(schema, name.Name) : SqlServerNames.Quote(name.Name);
        try
        {
            await session.Driver.BulkCopyAsync(connection, transaction, table, [.. columns.Select(c => c.Name)], rows, load.Timeout ?? session.Options.StatementTimeout ?? TimeSpan.Zero, null, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return rows.Rows;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or CsvFormatException))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The driver wraps what reading a row threw.
            for (var cause = failure; cause is not null; cause = cause.InnerException)
            {
                if (cause is DbaException or CsvFormatException)
                {
                    throw cause;
                }
            }
            var error = session.Explain(failure);
            throw new DbaException(error.Category == DbaErrorCategory.InvalidData || session.Driver.Explain(failure) is null
                ? DbaErrors.CsvRejected(load.Table, failure.Message, null, null, failure) with { NativeCode = error.NativeCode }
                : error);
        }
    }

    private async Task<List<(string Name, string Type)>> ColumnsAsync(TableName name, string text, CancellationToken cancellationToken)
    {
        var columns = new List<(string, string)>();
        await foreach (var (column, type, computed) in session.ReadAsync(
            SqlScript.Load<SqlServerBulkCsv>("SqlInvocation/TableColumns.sql"), row => (row.Text("name"), row.Text("type"), row.Boolean("is_computed")),
            new Dictionary<string, object?> { ["schema"] = name.Schema, ["table"] = name.Name }, cancellationToken))
        {
            if (!computed)
            {
                columns.Add((column, type));
            }
        }
        return columns.Count > 0 ? columns : throw new DbaException(DbaErrors.ObjectMissing("table", text, session.Name));
    }
}
