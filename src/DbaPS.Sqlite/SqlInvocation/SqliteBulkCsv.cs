using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.Sqlite.SqlInvocation;

/// <summary>CSV through one prepared statement in one transaction. A column's affinity turns the texts into numbers, as in SQLite's own console.</summary>
internal sealed class SqliteBulkCsv(SqliteSession session) : IBulkCsv
{
    private const int RowsBetweenReports = 65_536;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public async Task<long> LoadAsync(CsvLoad load, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var link = session.OpenLink(cancellationToken);
        link.Watch.Begin(load.Timeout ?? session.Options.StatementTimeout ?? TimeSpan.Zero, cancellationToken);
        var name = TableName.Parse(load.Table);
        var types = Columns(link, name, load.Table);
        var reader = new CsvReader(load.Content, load.Delimiter);
        try
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                throw new DbaException(DbaErrors.CsvEmpty(load.Table));
            }
            var columns = TableName.Match([.. Enumerable.Range(0, reader.Count).Select(reader.Text)], [.. types.Select(t => t.Name)], load.Table);
            var isBlob = columns.Select(c => types.First(t => t.Name == c).Type.Contains("BLOB", StringComparison.OrdinalIgnoreCase)).ToArray();
            var insert = $"INSERT INTO {SqliteNames.Qualify(name.Schema ?? "main", name.Name)} ({string.Join(", ", columns.Select(SqliteNames.Quote))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";
            link.Execute("BEGIN IMMEDIATE");
            link.Check(SqliteApi.sqlite3_prepare_v2(link.Handle, insert, out var statement), insert);
            using (statement)
            {
                var rows = 0L;
                while (await reader.ReadAsync(cancellationToken))
                {
                    Insert(link, statement, reader, isBlob, load);
                    if (++rows % RowsBetweenReports == 0)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        progress?.Invoke(reader.BytesRead);
                    }
                }
                link.Execute("COMMIT");
                return rows;
            }
        }
        catch (CsvFormatException failure)
        {
            throw new DbaException(DbaErrors.CsvRejected(load.Table, failure.Message, failure.Line, null, failure));
        }
    }

    public async Task<long> UnloadAsync(CsvUnload unload, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (StatementSplitter.Split(unload.Query, SqlDialect.Sqlite) is not [var text])
        {
            throw new DbaException(DbaErrors.InvalidParameter("Query", null, "-Csv writes the rows of one statement."));
        }
        using var link = session.OpenLink(cancellationToken);
        link.Watch.Begin(unload.Timeout ?? session.Options.StatementTimeout ?? TimeSpan.Zero, cancellationToken);
        using var command = SqliteSqlChannel.Bind(link, text.Text, unload.Parameters);
        using var reader = link.Guard(text.Text, command.ExecuteReader);
        var csv = new CsvWriter(unload.Output, unload.Delimiter);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            csv.Write(reader.GetName(i));
        }
        await csv.EndRecordAsync(cancellationToken);
        var rows = 0L;
        while (reader.FieldCount > 0 && link.Guard(text.Text, reader.Read))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                Write(csv, reader.Handle!, i);
            }
            await csv.EndRecordAsync(cancellationToken);
            if (++rows % RowsBetweenReports == 0)
            {
                progress?.Invoke(csv.BytesWritten);
            }
        }
        await csv.FlushAsync(cancellationToken);
        return rows;
    }

    private static void Insert(SqliteLink link, sqlite3_stmt statement, CsvReader row, bool[] isBlob, CsvLoad load)
    {
        if (row.Count != isBlob.Length)
        {
            throw new DbaException(DbaErrors.CsvRejected(load.Table, $"it has {row.Count} fields, and the first line has {isBlob.Length}.", row.Line, null, null));
        }
        for (var i = 0; i < isBlob.Length; i++)
        {
            Bind(statement, i + 1, row, i, isBlob[i]);
        }
        var result = SqliteApi.sqlite3_step(statement);
        if (result != SqliteApi.SQLITE_DONE)
        {
            var code = SqliteApi.sqlite3_extended_errcode(link.Handle);
            var message = SqliteApi.sqlite3_errmsg(link.Handle).utf8_to_string();
            if ((code & 0xff) is SqliteApi.SQLITE_CONSTRAINT or SqliteApi.SQLITE_MISMATCH or SqliteApi.SQLITE_TOOBIG or SqliteApi.SQLITE_ERROR)
            {
                throw new DbaException(DbaErrors.CsvRejected(load.Table, message, row.Line, ColumnIn(message), null) with { NativeCode = SqliteDriver.NativeCode(code) });
            }
            link.Check(result);
        }
        _ = SqliteApi.sqlite3_reset(statement);
    }

    private static void Bind(sqlite3_stmt statement, int place, CsvReader row, int field, bool isBlob)
    {
        if (row.IsNull(field))
        {
            _ = SqliteApi.sqlite3_bind_null(statement, place);
        }
        else if (isBlob && row[field].StartsWith("\\x"u8) && TryHex(row[field][2..], out var bytes))
        {
            _ = SqliteApi.sqlite3_bind_blob(statement, place, bytes);
        }
        else
        {
            _ = SqliteApi.sqlite3_bind_text(statement, place, row[field]);
        }
    }

    private static void Write(CsvWriter csv, sqlite3_stmt statement, int column)
    {
        Span<byte> text = stackalloc byte[32];
        switch (SqliteApi.sqlite3_column_type(statement, column))
        {
            case SqliteApi.SQLITE_INTEGER:
                _ = Utf8Formatter.TryFormat(SqliteApi.sqlite3_column_int64(statement, column), text, out var length);
                csv.Write(text[..length]);
                break;
            case SqliteApi.SQLITE_FLOAT:
                csv.Write(RealText(SqliteApi.sqlite3_column_double(statement, column)));
                break;
            case SqliteApi.SQLITE_TEXT:
                csv.Write(SqliteCells.Bytes(statement, column));
                break;
            case SqliteApi.SQLITE_BLOB:
                csv.Write($"\\x{Convert.ToHexString(SqliteApi.sqlite3_column_blob(statement, column)).ToLowerInvariant()}");
                break;
            default:
                csv.WriteNull();
                break;
        }
    }

    /// <summary>The shortest text that reads back as the same number, as SQLite spells it.</summary>
    private static string RealText(double value)
    {
        if (double.IsInfinity(value))
        {
            return value > 0 ? "9e999" : "-9e999";
        }
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{text}.0" : text;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out byte[] bytes)
    {
        bytes = [];
        if (digits.Length % 2 != 0 || digits.ContainsAnyExcept(HexDigits))
        {
            return false;
        }
        bytes = Convert.FromHexString(Encoding.ASCII.GetString(digits));
        return true;
    }

    /// <summary><c>NOT NULL constraint failed: t.b</c>, <c>cannot store TEXT value in INTEGER column t.b</c>.</summary>
    private static string? ColumnIn(string message)
    {
        var dot = message.LastIndexOf('.');
        return dot > 0 && message.LastIndexOf(' ') < dot && !message.EndsWith('.') ? message[(dot + 1)..] : null;
    }

    private static List<(string Name, string Type)> Columns(SqliteLink link, TableName name, string text)
    {
        var columns = link.Query("SELECT name, type FROM pragma_table_xinfo(@name, @schema) WHERE hidden = 0", ("name", name.Name), ("schema", name.Schema ?? "main"))
            .Select(row => (row.Text("name"), row.Text("type"))).ToList();
        return columns.Count > 0 ? columns : throw new DbaException(DbaErrors.ObjectMissing("table", text, Path.GetFileName(link.Connection.DataSource)));
    }
}
