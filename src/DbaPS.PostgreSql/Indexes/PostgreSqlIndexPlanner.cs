using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>Turns a wish for an index into statements, holding it against what is there.</summary>
internal sealed class PostgreSqlIndexPlanner
{
    private const SqlDialect Dialect = SqlDialect.PostgreSql;

    private readonly IndexCatalog _catalog;
    private readonly NewIndexRequest _request;

    public PostgreSqlIndexPlanner(PostgreSqlSession session, NewIndexRequest request)
    {
        _catalog = new IndexCatalog(session, request.LockTimeout);
        _request = request;
    }

    public async Task<IndexPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var table = await _catalog.TableAsync(_request.Schema, _request.Table, cancellationToken);
        var wish = await WishAsync(table, cancellationToken);
        var existing = await _catalog.IndexesAsync([table.Id], cancellationToken);
        var canonical = await CanonicalAsync(table, wish, existing, cancellationToken);
        var wanted = wish.ToShape(_request.Index ?? "", canonical);
        existing = [.. existing.Select(e => e.In(e.Shape.Method == wish.Method ? wish.Order : IndexOrder.Whole, canonical))];

        // An unfinished definition over partitions is gone on with; any other invalid index of this kind or name is cleaned away.
        var unfinished = _request.Offline ? null : existing.FirstOrDefault(e => e.IsPartitioned && !e.Shape.IsValid && IndexCoverage.IsSame(e.Shape, wanted) && (_request.Index ?? e.Name) == e.Name);
        var leftovers = existing.Where(e => e != unfinished && !e.Shape.IsValid && !e.Shape.IsNeeded && e.AttachedTo is null && (e.Name == _request.Index || IndexCoverage.IsSame(e.Shape, wanted))).ToList();
        if (leftovers.Find(e => e.BuiltBy is not null) is { } busy)
        {
            throw new DbaException(DbaErrors.IndexBeingBuilt(busy.Name, $"process {busy.BuiltBy}"));
        }
        var names = new IndexNamer(_catalog, _request, wish, leftovers);
        var name = unfinished?.Name ?? await names.ForAsync(table, cancellationToken);
        var steps = new List<IndexStep> { new(PostgreSqlIndexSql.LockTimeout(_request.LockTimeout), IndexStepKind.Set) };
        steps.AddRange(leftovers.Select(e => Clean(e, table)));
        if (!table.IsPartitioned || _request.Offline)
        {
            steps.Add(new(PostgreSqlIndexSql.Create(wish, name, table.Schema, table.Name, concurrently: !_request.Offline), IndexStepKind.Build, name, table.Schema, table.Name));
        }
        else
        {
            steps.AddRange(await new PartitionedIndexPlan(_catalog, names, wish, wanted).StepsAsync(table, name, unfinished, cancellationToken));
        }
        if (wish.Columns.Any(c => c.Expression is not null))
        {
            // Figures for an expression are gathered through its index, so they come with the next ANALYZE only.
            steps.Add(new(PostgreSqlIndexSql.Analyze(table.Schema, table.Name), IndexStepKind.Analyze, "", table.Schema, table.Name));
        }
        return new IndexPlan
        {
            Schema = table.Schema,
            Table = table.Name,
            Index = name,
            Steps = steps,
            Undo = [PostgreSqlIndexSql.Drop(table.Schema, name, concurrently: !table.IsPartitioned)],
            LockTimeout = _request.LockTimeout,
            CoveredBy = existing.FirstOrDefault(e => IndexCoverage.Covers(e.Shape, wanted))?.Name,
            CoveredWithMoreRowsBy = existing.FirstOrDefault(e => IndexCoverage.CoversWithMoreRows(e.Shape, wanted))?.Name,
            Superseded = [.. existing.Where(e => e.Shape.IsValid && !e.Shape.IsNeeded && IndexCoverage.Covers(wanted, e.Shape)).Select(e => e.Name)],
            Leftovers = [.. leftovers.Select(e => e.Name)],
        };
    }

    internal static IndexStep Clean(ExistingIndex leftover, IndexedTable table) =>
        new(PostgreSqlIndexSql.Drop(leftover.Schema, leftover.Name, concurrently: !leftover.IsPartitioned), IndexStepKind.Clean, leftover.Name, leftover.Schema, table.Name);

    private async Task<IndexWish> WishAsync(IndexedTable table, CancellationToken cancellationToken)
    {
        var columns = _request.Column.Select(c => IndexColumn.Parse(c, table.Columns, Dialect)).ToList();
        var include = _request.Include.Select(c => IndexColumn.Resolve(c.Trim(), table.Columns, Dialect)).ToList();
        var where = string.IsNullOrWhiteSpace(_request.Where) ? null : _request.Where.Trim();
        if (where is not null)
        {
            IndexColumn.CheckExpression(where, Dialect, nameof(_request.Where));
        }
        var (method, order) = await _catalog.MethodAsync(_request.Method ?? "btree", cancellationToken);
        return new IndexWish(columns, include, where, method, order, _request.Unique);
    }

    /// <summary>The server's form of expressions; those of other indexes only matter where the wish has any.</summary>
    private async Task<Func<string, string>> CanonicalAsync(IndexedTable table, IndexWish wish, IReadOnlyList<ExistingIndex> existing, CancellationToken cancellationToken)
    {
        var forms = await FormsAsync(_catalog, table, wish, existing, cancellationToken);
        return text => forms.GetValueOrDefault(text, text);
    }

    internal static async Task<IReadOnlyDictionary<string, string>> FormsAsync(
        IndexCatalog catalog, IndexedTable table, IndexWish wish, IEnumerable<ExistingIndex> existing, CancellationToken cancellationToken)
    {
        if (!wish.Expressions.Any())
        {
            return new Dictionary<string, string>();
        }
        var others = existing.SelectMany(e => e.Shape.Keys.Where(k => !k.IsColumn).Select(k => k.Expression).Append(e.Shape.Where).OfType<string>());
        return await catalog.CanonicalAsync(table, wish.Expressions.Concat(others), cancellationToken);
    }
}
