using DbaPS.Digests;
using DbaPS.PostgreSql.Digests;
using DbaPS.SlowQueries;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Runs one COPY and reads it to its end on a thread of its own: the driver's synchronous path is the fast one, and it must not hold the pool's threads.</summary>
internal static class CopyReader
{
    /// <param name="target">Where the bytes go; null to look at them only.</param>
    public static async Task ReadAsync(
        PostgreSqlSession session, PostgreSqlConnection connection, CopyChunk chunk, IReadOnlyList<string> columns, bool binary, CopyParser parser, Stream? target, CancellationToken cancellationToken)
    {
        var statement = StatementMark.Add(chunk.Statement(columns, binary));
        await Task.Factory.StartNew(() => Read(session, connection, chunk, statement, binary, parser, target, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The parser for a table in the columns' own order.</summary>
    public static CopyParser Parser(TableSource table, RowHasher hasher, out DigestSink sink)
    {
        sink = new DigestSink(hasher);
        return CopyParser.Create(table.IsBinary, [.. table.Columns.Select(c => c.ValueType)], table.Key, sink);
    }

    private static void Read(
        PostgreSqlSession session, PostgreSqlConnection connection, CopyChunk chunk, string statement, bool binary, CopyParser parser, Stream? target, CancellationToken cancellationToken)
    {
        try
        {
            if (binary)
            {
                using var stream = connection.BeginRawBinaryCopy(statement);
                using var stop = cancellationToken.Register(stream.Cancel);
                CopyPump.Run(stream, parser, target, cancellationToken);
            }
            else
            {
                using var text = connection.BeginTextExport(statement);
                using var stop = cancellationToken.Register(text.Cancel);
                // The reader would decode; its stream has the bytes as the server sent them.
                CopyPump.Run(((StreamReader)text).BaseStream, parser, target, cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (FormatException failure)
        {
            throw new Errors.DbaException(PostgreSqlBackupErrors.RowsUnreadable(chunk.Table.DisplayName, failure));
        }
        catch (Exception failure) when (failure is not (Errors.DbaException or OperationCanceledException))
        {
            throw new Errors.DbaException(session.Explain(failure));
        }
    }
}
