using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.Sqlite.Indexes;

/// <summary>Turns a wish for an index into statements, holding it against what the file has.</summary>
internal sealed class SqliteIndexPlanner(SqliteLink link, NewIndexRequest request, string server)
{
    /// <summary>SQLite has no limit; this keeps made names as they are on other engines.</summary>
    private const int MaximumNameBytes = 63;

    private const string Schema = "main";
    private const int ExpressionColumn = -2;

    private static readonly SqlScript TableScript = SqlScript.Load<SqliteEngine>("Indexes/IndexTable.sql");
    private static readonly SqlScript ShapeScript = SqlScript.Load<SqliteEngine>("Indexes/IndexShape.sql");
    private static readonly SqlScript ColumnScript = SqlScript.Load<SqliteEngine>("Indexes/IndexColumn.sql");

    public IndexPlan Plan()
    {
        var (table, columns, rowid) = Table();
        var keys = request.Column.Select(c => IndexColumn.Parse(c, columns, SqlDialect.Sqlite)).ToList();
        SqliteIndexSql.Check(request, keys);
        var where = string.IsNullOrWhiteSpace(request.Where) ? null : request.Where.Trim();
        if (where is not null)
        {
            IndexColumn.CheckExpression(where, SqlDialect.Sqlite, nameof(request.Where));
        }
        var existing = Existing(table, columns, rowid);
        var wanted = Wanted(keys, where);
        var name = Name(table, keys);
        var create = SqliteIndexSql.Create(keys, where, request.Unique, Schema, table, name);

        // Compiled and not run: unknown columns and functions that an index can't have are found now.
        link.Execute($"EXPLAIN {create}");
        var steps = new List<IndexStep> { new(create, IndexStepKind.Build, name, Schema, table) };
        if (link.Scalar("SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_stat1'") is not null)
        {
            // Where figures are kept, an index without them is taken for a poor one.
            steps.Add(new(SqliteIndexSql.Analyze(Schema, name), IndexStepKind.Analyze, name, Schema, table));
        }
        return new IndexPlan
        {
            Schema = Schema,
            Table = table,
            Index = name,
            Steps = steps,
            Undo = [SqliteIndexSql.Drop(Schema, name)],
            LockTimeout = request.LockTimeout,
            CoveredBy = existing.FirstOrDefault(e => IndexCoverage.Covers(e, wanted))?.Index,
            CoveredWithMoreRowsBy = existing.FirstOrDefault(e => IndexCoverage.CoversWithMoreRows(e, wanted))?.Index,
            Superseded = [.. existing.Where(e => !e.IsNeeded && IndexCoverage.Covers(wanted, e)).Select(e => e.Index)],
        };
    }

    private (string Table, IReadOnlyList<string> Columns, string? Rowid) Table()
    {
        foreach (var row in link.Query(TableScript.Text, ("schema", request.Schema), ("table", request.Table)))
        {
            return row.Text("kind") is "table"
                ? (row.Text("table"), row.Texts("column_names"), row.TextOrNull("rowid_alias"))
                : throw new DbaException(DbaErrors.InvalidParameter("Table", request.Table, $"it is a {row.Text("kind")}, which has no indexes of its own."));
        }
        throw new DbaException(DbaErrors.ObjectMissing("table", request.Schema is null ? request.Table : $"{request.Schema}.{request.Table}", server));
    }

    private string Name(string table, IReadOnlyList<IndexColumn> keys)
    {
        if (request.Index is { } wanted)
        {
            return IsTaken(wanted) ? throw new DbaException(DbaErrors.IndexNameTaken(server, wanted, "another object")) : wanted;
        }
        return IndexNames.Make(table, keys.Select(k => k.Name), request.Unique, IsTaken, MaximumNameBytes);
    }

    private bool IsTaken(string name) => link.Scalar("SELECT 1 FROM main.sqlite_schema WHERE name = @name COLLATE NOCASE", ("name", name)) is not null;

    private IndexShape Wanted(IEnumerable<IndexColumn> keys, string? where) => new()
    {
        Index = request.Index ?? "",
        Method = "btree",
        IsUnique = request.Unique,
        Where = where is null ? null : SqliteIndexSql.Canonical(where),
        Keys = [.. keys.Select(Key)],
    };

    private static IndexKey Key(IndexColumn column) => new()
    {
        Expression = column.Name ?? SqliteIndexSql.Canonical(column.Expression!),
        IsColumn = column.Name is not null,
        Collation = column.Collation.Count == 0 ? null : column.Collation[^1].ToUpperInvariant(),
        IsUsualCollation = column.Collation.Count == 0,
        Descending = column.Descending,
        NullsFirst = !column.Descending,
    };

    private List<IndexShape> Existing(string table, IReadOnlyList<string> columns, string? rowid)
    {
        var shapes = new List<IndexShape>();
        foreach (var row in link.Query(ShapeScript.Text, ("schema", Schema), ("table", table)))
        {
            var name = row.Text("index");
            var definition = row.TextOrNull("create_sql") is { } sql ? IndexDefinition.Read(sql) : null;
            shapes.Add(new IndexShape
            {
                Index = name,
                Method = "btree",
                IsUnique = row.Boolean("is_unique"),
                IsNeeded = row.Boolean("is_needed"),
                Where = definition?.Where is { } where ? SqliteIndexSql.Canonical(where) : null,
                Keys = [.. link.Query(ColumnScript.Text, ("schema", Schema), ("index", name)).Where(c => c.Boolean("is_key")).Select(c => Key(c, table, columns, rowid, definition))],
            });
        }
        if (rowid is not null)
        {
            // The table itself is sorted by its rowid, and carries every column.
            shapes.Add(new IndexShape
            {
                Index = "the table's own order",
                Method = "btree",
                IsUnique = true,
                IsNeeded = true,
                Keys = [new IndexKey { Expression = rowid, IsColumn = true, NullsFirst = true }],
                Include = columns,
            });
        }
        return shapes;
    }

    private IndexKey Key(RowReader row, string table, IReadOnlyList<string> columns, string? rowid, IndexDefinition? definition)
    {
        var id = row.Int64("column_id");
        if (id == ExpressionColumn)
        {
            return Key(IndexColumn.Parse($"({WithoutEnd(definition!.Columns[(int)row.Int64("position")], row.Boolean("descending"))})", [], SqlDialect.Sqlite)) with
            {
                Descending = row.Boolean("descending"),
                NullsFirst = !row.Boolean("descending"),
            };
        }
        var name = id < 0 ? rowid ?? "rowid" : row.Text("name");
        var usual = "BINARY";
        if (id >= 0)
        {
            _ = SqliteApi.sqlite3_table_column_metadata(link.Handle, Schema, table, name, out _, out usual, out _, out _, out _);
        }
        var collation = row.Text("collation").ToUpperInvariant();
        return new IndexKey
        {
            Expression = columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name,
            IsColumn = true,
            Collation = collation,
            IsUsualCollation = collation.Equals(usual, StringComparison.OrdinalIgnoreCase),
            Descending = row.Boolean("descending"),
            NullsFirst = !row.Boolean("descending"),
        };
    }

    /// <summary>An expression's text without the direction after it.</summary>
    private static string WithoutEnd(string text, bool descending)
    {
        var trimmed = text.TrimEnd();
        var end = descending ? "DESC" : "ASC";
        return trimmed.EndsWith($" {end}", StringComparison.OrdinalIgnoreCase) || trimmed.EndsWith($"){end}", StringComparison.OrdinalIgnoreCase) ? trimmed[..^end.Length].TrimEnd() : trimmed;
    }
}
