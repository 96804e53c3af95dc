using System.Data.Common;
using DbaPS.Sql;
using DbaPS.SqlInvocation;

namespace DbaPS.Sqlite.SqlInvocation;

/// <summary>A statement's result as SQLite works it out, row by row.</summary>
internal sealed class SqliteResult : SqlResult
{
    private static readonly Task<bool> True = Task.FromResult(true);
    private static readonly Task<bool> False = Task.FromResult(false);
    private static readonly HashSet<string> WordsThatCount = new(["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"], StringComparer.OrdinalIgnoreCase);

    private readonly SqliteLink _link;
    private readonly SqliteDataReader _reader;
    private readonly string _statement;
    private readonly Func<bool> _read;
    private IReadOnlyList<SqlColumn>? _columns;

    public SqliteResult(SqliteLink link, SqliteDataReader reader, string statement)
    {
        _link = link;
        _reader = reader;
        _statement = statement;
        _read = reader.Read;
    }

    public override IReadOnlyList<SqlColumn> Columns => _columns ?? [];

    public override DbDataReader Reader => _reader;

    /// <summary>Null for what neither inserts nor updates nor deletes: SQLite would tell of the statement before it.</summary>
    public override long? RowsAffected => _reader.RecordsAffected >= 0 && Counts() ? _reader.RecordsAffected : null;

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hasRow = _reader.FieldCount > 0 && _link.Guard(_statement, _read);
            _columns ??= [.. Enumerable.Range(0, _reader.FieldCount).Select(i =>
                new SqlColumn(SqliteApi.sqlite3_column_name(_reader.Handle!, i).utf8_to_string(), SqliteCells.At(_reader.Handle!, i, hasRow)))];
            return hasRow ? True : False;
        }
        catch (Exception failure)
        {
            return Task.FromException<bool>(failure);
        }
    }

    private bool Counts() => SqlLexer.Read(_statement, SqlDialect.Sqlite).FirstOrDefault(t => t.IsSignificant) is { IsSignificant: true } first
        && WordsThatCount.Contains(first.In(_statement).ToString());
}
