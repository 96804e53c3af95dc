using System.Data;
using System.Data.Common;
using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Restores;

namespace DbaPS.SqlServer.Digests;

/// <summary>Reads a table's rows in canonical form.</summary>
internal sealed class TableReader
{
    private readonly BackupTable _table;
    private readonly IReadOnlyList<ColumnForm> _columns;
    private readonly int[] _ordinals;
    private readonly int[] _keyColumns;
    private readonly (int Start, int End)[] _places;
    private readonly CanonicalRow _row = new();
    private readonly CanonicalRow _key = new();

    public TableReader(BackupTable table, IReadOnlyList<ColumnForm> columns)
    {
        _table = table;
        _columns = columns;
        _places = new (int, int)[columns.Count];
        _ordinals = new int[columns.Count];
        for (var (i, ordinal) = (0, 0); i < columns.Count; i++)
        {
            _ordinals[i] = ordinal;
            ordinal += columns[i].Companion is null ? 1 : 2;
        }
        var names = columns.Select(c => c.Name).ToList();
        _keyColumns = [.. table.Key.Select(k => names.IndexOf(k))];
    }

    /// <summary>The query that reads every row.</summary>
    public string Sql => $"SELECT {string.Join(", ", _columns.SelectMany(c => c.Companion is null ? new[] { c.Expression } : [c.Expression, c.Companion]))} FROM {SqlServerNames.Quote(_table.Schema!, _table.Name)}";

    public async Task ReadAsync(SqlServerSession session, DbConnection connection, DbTransaction? transaction, CanonicalRowVisitor visit, CancellationToken cancellationToken)
    {
        var sql = Sql;
        await using var command = session.Command(connection, sql, null, transaction, TimeSpan.Zero);
        await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken), cancellationToken, statement: sql);
        while (await session.TryAsync(() => reader.ReadAsync(cancellationToken), cancellationToken, statement: sql))
        {
            Take(reader);
            visit(_row.Written, _key.Written);
        }
    }

    private void Take(DbDataReader reader)
    {
        _row.Begin();
        for (var i = 0; i < _columns.Count; i++)
        {
            var start = _row.Length;
            _columns[i].Append(_row, reader, _ordinals[i]);
            _places[i] = (start, _row.Length);
        }
        _key.Begin();
        foreach (var column in _keyColumns)
        {
            _key.Append(_row.Written[_places[column].Start.._places[column].End]);
        }
    }
}
