using System.Data.Common;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Restores;

namespace DbaPS.MySql.Digests;

/// <summary>Reads every row of a table, live or in a backup, and hands it on in canonical form.</summary>
internal static class TableRows
{
    private const int FirstBuffer = 1 << 14;

    /// <summary>Reads a live table on a connection of the caller's, in its transaction.</summary>
    /// <param name="writer">Receives the cells as they are; null to look at them only.</param>
    /// <exception cref="DbaException">The server or the rows failed; the message names the table.</exception>
    public static async Task ReadAsync(MySqlSession session, DbConnection connection, TableShape table, TextRowWriter? writer, CanonicalRowVisitor visit, CancellationToken cancellationToken)
    {
        await using var command = MySqlSession.Command(connection, table.Select);
        try
        {
            // MariaDB holds the result of CAST … AS BINARY to be text still and would convert it: no letters, no conversion.
            await ExecuteAsync(session, connection, "SET character_set_results = NULL", cancellationToken);
            await using (var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken)))
            {
                try
                {
                    await CopyAsync(session, reader, table, writer, visit, cancellationToken);
                }
                catch
                {
                    // Rows nobody waits for need not be sent.
                    command.Cancel();
                    throw;
                }
            }
            writer?.Flush();
            await CheckAsync(session, connection, table, cancellationToken);
            await ExecuteAsync(session, connection, "SET character_set_results = utf8mb4", cancellationToken);
        }
        catch (DbaException failure)
        {
            throw new DbaException(failure.Error with { Message = $"{table.Name}: {failure.Message}", Target = failure.Error.Target ?? table.Name });
        }
        catch (FormatException failure)
        {
            throw new DbaException(new DbaError("RowsUnreadable", DbaErrorCategory.InvalidData, $"The rows of {table.Name} did not come as its columns say: {failure.Message}",
                "Run it again; if it stays, report it with the table's column types.")
            { Target = table.Name, Cause = failure });
        }
    }

    /// <summary>Reads the rows of a table in a backup.</summary>
    /// <exception cref="DbaException">A file is damaged.</exception>
    public static void Read(BackupReader backup, BackupTable table, CanonicalRowVisitor visit, CancellationToken cancellationToken)
    {
        var shape = TableShape.Of(table);
        var encoder = new RowEncoder(shape);
        foreach (var file in table.Files)
        {
            using var content = backup.OpenVerified(file, cancellationToken);
            var reader = new TextRowReader(content);
            try
            {
                for (var field = 0; reader.Next(); field = reader.EndsRow ? 0 : field + 1)
                {
                    if (field == 0)
                    {
                        encoder.Begin();
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                    if (reader.EndsRow != (field == shape.Columns.Count - 1))
                    {
                        throw new FormatException("a row has another number of fields.");
                    }
                    encoder.Add(reader.Field.Span, reader.IsNull);
                    if (reader.EndsRow)
                    {
                        encoder.End();
                        visit(encoder.Row, encoder.Key);
                    }
                }
            }
            catch (FormatException failure)
            {
                throw new DbaException(DbaErrors.BackupFileDamaged(backup.Folder, file, failure.Message));
            }
        }
    }

    private static async Task ExecuteAsync(MySqlSession session, DbConnection connection, string sql, CancellationToken cancellationToken) =>
        await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, sql, cancellationToken));

    private static async Task CopyAsync(MySqlSession session, DbDataReader reader, TableShape table, TextRowWriter? writer, CanonicalRowVisitor visit, CancellationToken cancellationToken)
    {
        var encoder = new RowEncoder(table);
        var buffer = new byte[FirstBuffer];
        while (await NextAsync(session, reader, cancellationToken))
        {
            encoder.Begin();
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var isNull = reader.IsDBNull(i);
                var length = isNull ? 0 : (int)reader.GetBytes(i, 0, null, 0, 0);
                if (length > buffer.Length)
                {
                    buffer = new byte[Math.Max(length, checked(buffer.Length * 2))];
                }
                if (length > 0)
                {
                    reader.GetBytes(i, 0, buffer, 0, length);
                }
                var text = buffer.AsSpan(0, length);
                encoder.Add(text, isNull);
                writer?.Add(text, isNull);
            }
            encoder.End();
            writer?.EndRow();
            visit(encoder.Row, encoder.Key);
        }
    }

    private static async Task<bool> NextAsync(MySqlSession session, DbDataReader reader, CancellationToken cancellationToken)
    {
        var next = reader.ReadAsync(cancellationToken);
        return next.IsCompletedSuccessfully ? await next : await session.TryAsync(() => next);
    }

    /// <summary>An expression whose value the server holds to be too large gives NULL and a warning.</summary>
    private static async Task CheckAsync(MySqlSession session, DbConnection connection, TableShape table, CancellationToken cancellationToken)
    {
        if (await ServerWarning.FirstAsync(session, connection, cancellationToken) is { } warning && !warning.Level.Equals("Note", StringComparison.OrdinalIgnoreCase))
        {
            throw new DbaException(new DbaError("RowsUnreadable", DbaErrorCategory.LimitsExceeded, $"the server could not give all of its values: {warning.Message}",
                "Raise max_allowed_packet on the server above the largest value.")
            { Target = table.Name, NativeCode = warning.Code });
        }
    }
}
