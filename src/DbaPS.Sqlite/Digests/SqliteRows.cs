using DbaPS.Backups;
using DbaPS.Digests;
using DbaPS.Restores;

namespace DbaPS.Sqlite.Digests;

/// <summary>
/// Reads a table's rows in canonical form. SQLite types values, not columns, so each value has the form of its storage class; text goes
/// by its bytes, also where they are no valid UTF-8 (in a UTF-16 database by SQLite's own conversion).
/// </summary>
internal static class SqliteRows
{
    /// <summary>The form of every column.</summary>
    public static string Form => DigestForm.Any.Name;

    public static void Read(SqliteLink link, BackupTable table, CanonicalRowVisitor visit)
    {
        var sql = $"SELECT {string.Join(", ", table.Columns.Select(c => SqliteNames.Quote(c.Name)))} FROM main.{SqliteNames.Quote(table.Name)}";
        var reader = new Reader(table);
        using var statement = link.Prepare(sql, out _);
        while (link.Step(statement, sql))
        {
            reader.Read(statement);
            visit(reader.Row, reader.Key);
        }
    }

    private sealed class Reader
    {
        private readonly CanonicalRow _row = new();
        private readonly CanonicalRow _key = new();
        private readonly (int Start, int End)[] _places;
        private readonly int[] _keyColumns;

        public Reader(BackupTable table)
        {
            var names = table.Columns.Select(c => c.Name).ToList();
            _places = new (int, int)[names.Count];
            _keyColumns = [.. table.Key.Select(k => names.IndexOf(k))];
        }

        public ReadOnlySpan<byte> Row => _row.Written;

        public ReadOnlySpan<byte> Key => _key.Written;

        public void Read(sqlite3_stmt statement)
        {
            _row.Begin();
            for (var i = 0; i < _places.Length; i++)
            {
                var start = _row.Length;
                Append(statement, i);
                _places[i] = (start, _row.Length);
            }
            _key.Begin();
            foreach (var column in _keyColumns)
            {
                _key.Append(_row.Written[_places[column].Start.._places[column].End]);
            }
        }

        private void Append(sqlite3_stmt statement, int column)
        {
            switch (SqliteApi.sqlite3_column_type(statement, column))
            {
                case SqliteApi.SQLITE_INTEGER:
                    _row.Integer(SqliteApi.sqlite3_column_int64(statement, column));
                    break;
                case SqliteApi.SQLITE_FLOAT:
                    _row.Float(SqliteApi.sqlite3_column_double(statement, column));
                    break;
                case SqliteApi.SQLITE_TEXT:
                    // Asking for the text makes it UTF-8; its bytes are then those of the value.
                    _ = SqliteApi.sqlite3_column_text(statement, column);
                    _row.Text(SqliteApi.sqlite3_column_blob(statement, column));
                    break;
                case SqliteApi.SQLITE_BLOB:
                    _row.Bytes(SqliteApi.sqlite3_column_blob(statement, column));
                    break;
                default:
                    _row.Null();
                    break;
            }
        }
    }
}
