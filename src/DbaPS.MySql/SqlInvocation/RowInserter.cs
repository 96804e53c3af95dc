using System.Data.Common;
using System.Globalization;
using System.Text;

namespace DbaPS.MySql.SqlInvocation;

/// <summary>Rows by INSERT statements of many rows each, where LOAD DATA LOCAL is not to be had.</summary>
internal sealed class RowInserter(DbConnection connection, CsvTarget target, CsvRows rows)
{
    private const int RowsAStatement = 500;

    /// <summary>Well below max_allowed_packet's usual 16 MiB, also when every byte is escaped.</summary>
    private const int BytesAStatement = 1 << 20;

    private readonly List<object?> _values = [];

    /// <summary>The record the statement at work begins with.</summary>
    public long FirstRow { get; private set; } = 1;

    public async Task<long> RunAsync(Action<long>? progress, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        var columns = target.Columns;
        while (await rows.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < columns.Count; i++)
            {
                _values.Add(Value(columns[i], i));
                bytes += rows.Reader[i].Length;
            }
            if (_values.Count >= RowsAStatement * columns.Count || bytes > BytesAStatement)
            {
                await SendAsync(cancellationToken);
                bytes = 0;
                progress?.Invoke(rows.Reader.BytesRead);
            }
        }
        await SendAsync(cancellationToken);
        return rows.Row;
    }

    private object? Value(CsvColumn column, int field) => rows.Reader.IsNull(field) ? null
        : column.IsBinary ? CsvRows.Bytes(rows.Reader[field])
        : column.IsBit && ulong.TryParse(rows.Reader[field], NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? bits
        : rows.Reader.Text(field);

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var count = _values.Count / target.Columns.Count;
        if (count == 0)
        {
            return;
        }
        var text = new StringBuilder($"INSERT INTO {target.Table} ({string.Join(", ", target.Columns.Select(c => MySqlNames.Quote(c.Name)))}) VALUES ");
        await using var command = MySqlSession.Command(connection, "");
        for (var i = 0; i < _values.Count; i++)
        {
            var first = i % target.Columns.Count == 0;
            text.Append(first ? i == 0 ? "(" : "), (" : ", ").Append(CultureInfo.InvariantCulture, $"@p{i}");
            MySqlSession.Add(command, $"p{i}", _values[i]);
        }
#pragma warning disable CA2100 // Names are quoted, values are parameters.
        command.CommandText = text.Append(')').ToString();
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
        _values.Clear();
        FirstRow = rows.Row + 1;
    }
}
