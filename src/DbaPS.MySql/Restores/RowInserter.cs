using System.Buffers;
using System.Data.Common;
using System.Text;
using DbaPS.Errors;
using DbaPS.MySql.Digests;

namespace DbaPS.MySql.Restores;

/// <summary>A file's rows by INSERT statements of many rows each. Bytes are written as hexadecimal digits, which no sql_mode reads otherwise.</summary>
internal sealed class RowInserter(MySqlSession session, DbConnection connection, TableShape table, TextRowReader rows)
{
    /// <summary>Well below max_allowed_packet's usual 16 MiB.</summary>
    private const int CharactersAStatement = 1 << 20;

    private static readonly SearchValues<byte> PlainLetters = SearchValues.Create("0123456789+-.: eE"u8);

    private readonly StringBuilder _text = new();
    private readonly string _head = $"INSERT INTO {MySqlNames.Quote(table.Name)} ({string.Join(", ", table.Columns.Select(c => MySqlNames.Quote(c.Name)))}) VALUES ";

    /// <summary>The first thing the server warned about.</summary>
    public string? Warning { get; private set; }

    /// <returns>Rows inserted.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var inserted = 0L;
        try
        {
            for (var field = 0; rows.Next(); field = rows.EndsRow ? 0 : field + 1)
            {
                if (field >= table.Columns.Count)
                {
                    throw new FormatException("A row has too many fields.");
                }
                _text.Append(field == 0 ? _text.Length == 0 ? _head + "(" : ", (" : ", ");
                Append(table.Columns[field]);
                if (rows.EndsRow)
                {
                    _text.Append(')');
                    inserted += _text.Length > CharactersAStatement ? await SendAsync(cancellationToken) : 0;
                }
            }
        }
        catch (FormatException failure)
        {
            throw new DbaException(MySqlRestoreErrors.RowsChanged(table.Name, failure.Message));
        }
        return inserted + (_text.Length > 0 ? await SendAsync(cancellationToken) : 0);
    }

    private void Append(DataColumn column)
    {
        if (rows.IsNull)
        {
            _text.Append("NULL");
            return;
        }
        var value = rows.Field.Span;
        switch (column.Load)
        {
            case ColumnLoad.Plain:
                _text.Append('\'').Append(Plain(value)).Append('\'');
                break;
            case ColumnLoad.Bits:
                _text.Append("b'").Append(Plain(value)).Append('\'');
                break;
            case ColumnLoad.Utf8:
                _text.Append("CONVERT(x'").Append(Convert.ToHexString(value)).Append("' USING utf8mb4)");
                break;
            default:
                _text.Append("x'").Append(Convert.ToHexString(value)).Append('\'');
                break;
        }
    }

    /// <summary>A number, a date or a time: nothing else goes into a statement as it is.</summary>
    private static string Plain(ReadOnlySpan<byte> value) => value.IndexOfAnyExcept(PlainLetters) < 0
        ? Encoding.ASCII.GetString(value)
        : throw new FormatException("A number or a time has letters it can't have.");

    private async Task<long> SendAsync(CancellationToken cancellationToken)
    {
        var count = await session.TryAsync(() => MySqlSession.ExecuteAsync(connection, _text.ToString(), cancellationToken));
        _text.Clear();
        Warning ??= (await ServerWarning.FirstAsync(session, connection, cancellationToken))?.Message;
        return count;
    }
}
