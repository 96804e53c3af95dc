using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Indexes;

/// <summary>Turns a wish for an index into statements, holding it against what the database has.</summary>
internal sealed class SqlServerIndexPlanner(SqlServerSession session, NewIndexRequest request)
{
    private const string Running = "RUNNING";

    public async Task<IndexPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var (id, schema, table) = await TableAsync(cancellationToken);
        var (columns, unresumable) = await ColumnsAsync(id, cancellationToken);
        var keys = request.Column.Select(c => IndexColumn.Parse(c, columns, SqlDialect.SqlServer)).ToList();
        SqlServerIndexSql.Check(request, keys);
        var include = request.Include.Select(c => IndexColumn.Resolve(c, columns, SqlDialect.SqlServer)).ToList();
        var where = string.IsNullOrWhiteSpace(request.Where) ? null : request.Where.Trim();
        if (where is not null)
        {
            IndexColumn.CheckExpression(where, SqlDialect.SqlServer, nameof(request.Where));
        }
        var existing = await new IndexCatalog(session).ReadAsync(includeSystem: false, schema, table, id, cancellationToken);
        var leftovers = await LeftoversAsync(id, cancellationToken);
        var name = Name(table, schema, keys, existing, leftovers);
        var shapes = existing.Select(e => Carrying(e, columns)).ToList();
        var wanted = Wanted(keys, include, where);
        var create = SqlServerIndexSql.Create(request, keys, include, where, schema, table, name, session.Platform,
            resumable: where is null && !keys.Select(k => k.Name!).Concat(include).Any(unresumable.Contains));
        return new IndexPlan
        {
            Schema = schema,
            Table = table,
            Index = name,
            Steps =
            [
                .. leftovers.Select(l => new IndexStep(SqlServerIndexSql.Abort(schema, table, l), IndexStepKind.Clean, l, schema, table)),
                new IndexStep(create, IndexStepKind.Build, name, schema, table),
            ],
            Undo = [SqlServerIndexSql.Drop(schema, table, name)],
            LockTimeout = request.LockTimeout,
            CoveredBy = shapes.FirstOrDefault(e => IndexCoverage.Covers(e, wanted))?.Index,
            CoveredWithMoreRowsBy = shapes.FirstOrDefault(e => IndexCoverage.CoversWithMoreRows(e, wanted))?.Index,
            Superseded = [.. shapes.Where(e => !e.IsNeeded && IndexCoverage.Covers(wanted, e)).Select(e => e.Index)],
            Leftovers = leftovers,
        };
    }

    private async Task<(long Id, string Schema, string Table)> TableAsync(CancellationToken cancellationToken)
    {
        var found = await session.ReadFirstAsync(
            SqlScript.Load<SqlServerIndexPlanner>("Indexes/IndexTable.sql"),
            row => (Id: row.Int64("object_id"), Schema: row.Text("schema"), Table: row.Text("table")),
            new Dictionary<string, object?> { ["schema"] = request.Schema, ["table"] = request.Table },
            cancellationToken);
        return found.Table is null
            ? throw new DbaException(DbaErrors.ObjectMissing("table", request.Schema is null ? request.Table : $"{request.Schema}.{request.Table}", session.Name))
            : found;
    }

    /// <summary>The table's columns, and those of them that a resumable build can't have.</summary>
    private async Task<(IReadOnlyList<string> Columns, IReadOnlySet<string> Unresumable)> ColumnsAsync(long id, CancellationToken cancellationToken)
    {
        var columns = new List<string>();
        var unresumable = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (name, type, computed) in session.ReadAsync(
            SqlScript.Load<SqlServerIndexPlanner>("Indexes/TableColumn.sql"), row => (row.Text("name"), row.Text("type"), row.Boolean("is_computed")),
            new Dictionary<string, object?> { ["object_id"] = id }, cancellationToken))
        {
            columns.Add(name);
            if (computed || type == "timestamp")
            {
                unresumable.Add(name);
            }
        }
        return (columns, unresumable);
    }

    /// <summary>Paused builds on the table; one that runs is somebody's work.</summary>
    private async Task<IReadOnlyList<string>> LeftoversAsync(long id, CancellationToken cancellationToken)
    {
        if (!session.Platform.BuildsResumably)
        {
            return [];
        }
        var found = await session.TryReadAllAsync(
            SqlScript.Load<SqlServerIndexPlanner>("Indexes/ResumableIndex.sql"), row => (Name: row.Text("name"), State: row.Text("state")), "whether a build was interrupted",
            new Dictionary<string, object?> { ["object_id"] = id }, cancellationToken);
        return found.FirstOrDefault(r => r.State == Running) is { Name: { } running }
            ? throw new DbaException(DbaErrors.IndexBeingBuilt(running, "another session"))
            : [.. found.Select(r => r.Name)];
    }

    private string Name(string table, string schema, IReadOnlyList<IndexColumn> keys, IReadOnlyList<IndexEntry> existing, IReadOnlyList<string> leftovers)
    {
        if (request.Index is not { } wanted)
        {
            // Bytes of UTF-8 are never fewer than the UTF-16 units that the server counts.
            return IndexNames.Make(table, keys.Select(k => k.Name), request.Unique, IsTaken, SqlServerNames.MaximumLength);
        }
        if (wanted.Length > SqlServerNames.MaximumLength)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Index), wanted, "a name has 128 characters at the most."));
        }
        return IsTaken(wanted) ? throw new DbaException(DbaErrors.IndexNameTaken($"{schema}.{table}", wanted, "another index")) : wanted;

        // An index's name needs to be its own on its table only.
        bool IsTaken(string name) => existing.Any(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) && !leftovers.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A clustered index is the table itself and so carries every column.</summary>
    private static IndexShape Carrying(IndexEntry entry, IReadOnlyList<string> columns) => entry.Method == "clustered" ? entry.Shape with { Include = columns } : entry.Shape;

    private IndexShape Wanted(IReadOnlyList<IndexColumn> keys, IReadOnlyList<string> include, string? where) => new()
    {
        Index = request.Index ?? "",
        Method = SqlServerIndexSql.Method,
        IsUnique = request.Unique,
        NullsNotDistinct = true,
        Where = where is null ? null : SqlServerIndexSql.Canonical(where),
        Keys = [.. keys.Select(k => new IndexKey { Expression = k.Name!, IsColumn = true, Descending = k.Descending, NullsFirst = !k.Descending })],
        Include = include,
    };
}
