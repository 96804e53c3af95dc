using DbaPS.Errors;
using DbaPS.Indexes;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>
/// The steps of an index over partitions without stopping writes, which PostgreSQL does not do in one: the definition alone,
/// each partition's index concurrently, then each one attached. What an earlier run finished is kept.
/// </summary>
internal sealed class PartitionedIndexPlan(IndexCatalog catalog, IndexNamer names, IndexWish wish, IndexShape wanted)
{
    public async Task<IReadOnlyList<IndexStep>> StepsAsync(IndexedTable table, string name, ExistingIndex? unfinished, CancellationToken cancellationToken)
    {
        var tree = await catalog.PartitionsAsync(table, cancellationToken);
        if (tree.FirstOrDefault(t => t.Kind == "f") is { } foreign)
        {
            throw new DbaException(DbaErrors.InvalidParameter("Table", table.Name, $"its partition {foreign.Schema}.{foreign.Name} is a foreign table, so its index can't be built online; -Offline builds the others' in one go."));
        }
        var parts = tree.Where(t => t.Id != table.Id).ToList();
        var existing = (await catalog.IndexesAsync(parts.Select(t => t.Id), cancellationToken)).ToLookup(e => e.TableId);
        var defined = new Dictionary<long, (string Schema, string Name, long? IndexId)> { [table.Id] = (table.Schema, name, unfinished?.IndexId) };
        var made = await names.ForAllAsync(parts, cancellationToken);
        var define = new List<IndexStep>();
        var build = new List<IndexStep>();
        var attach = new List<IndexStep>();
        if (unfinished is null)
        {
            define.Add(new(PostgreSqlIndexSql.Create(wish, name, table.Schema, table.Name, concurrently: false, only: true), IndexStepKind.Define, name, table.Schema, table.Name));
        }
        foreach (var part in parts)
        {
            var parent = defined[part.ParentId!.Value];
            var same = await SameAsync(part, existing[part.Id], cancellationToken);
            var isAttached = same.Find(e => e.AttachedTo is { } to && to == parent.IndexId);
            // One that is attached elsewhere belongs to another index over all partitions.
            var usable = isAttached ?? same.Find(e => e.AttachedTo is null && (e.IsPartitioned || e.Shape.IsValid));
            defined[part.Id] = (part.Schema, usable?.Name ?? made[part.Id], usable?.IndexId);
            if (usable is null)
            {
                build.AddRange(same.Where(e => !e.Shape.IsValid && e.AttachedTo is null).Select(e => PostgreSqlIndexPlanner.Clean(NotBusy(e), part)));
                var target = part.IsPartitioned ? define : build;
                target.Add(new(
                    PostgreSqlIndexSql.Create(wish, made[part.Id], part.Schema, part.Name, concurrently: !part.IsPartitioned, only: part.IsPartitioned),
                    part.IsPartitioned ? IndexStepKind.Define : IndexStepKind.Build, made[part.Id], part.Schema, part.Name));
            }
            if (isAttached is null)
            {
                var step = new IndexStep(PostgreSqlIndexSql.Attach(parent.Schema, parent.Name, part.Schema, defined[part.Id].Name), IndexStepKind.Attach, defined[part.Id].Name, part.Schema, part.Name);
                if (part.IsPartitioned)
                {
                    attach.Insert(0, step);
                }
                else
                {
                    build.Add(step);
                }
            }
        }
        return [.. define, .. build, .. attach];
    }

    /// <summary>The partition's indexes that are the wanted one, whether finished or not.</summary>
    private async Task<List<ExistingIndex>> SameAsync(IndexedTable part, IEnumerable<ExistingIndex> existing, CancellationToken cancellationToken)
    {
        var candidates = existing.Where(e => e.Shape.Method == wish.Method).ToList();
        if (candidates.Count == 0)
        {
            return candidates;
        }
        var forms = await PostgreSqlIndexPlanner.FormsAsync(catalog, part, wish, candidates, cancellationToken);
        return [.. candidates.Select(e => e.In(wish.Order, text => forms.GetValueOrDefault(text, text))).Where(e => IndexCoverage.IsSame(e.Shape, wanted))];
    }

    private static ExistingIndex NotBusy(ExistingIndex leftover) =>
        leftover.BuiltBy is { } process ? throw new DbaException(DbaErrors.IndexBeingBuilt(leftover.Name, $"process {process}")) : leftover;
}
