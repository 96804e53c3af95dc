namespace DbaPS.PostgreSql.Indexes;

/// <summary>A table that gets an index.</summary>
/// <param name="Id">Its oid.</param>
/// <param name="Kind"><c>r</c> table, <c>p</c> partitioned, <c>m</c> materialized view, <c>f</c> foreign.</param>
/// <param name="Columns">Names in their order; empty for partitions, which have their parent's.</param>
/// <param name="ParentId">The oid of what it is a partition of; null for none.</param>
internal sealed record IndexedTable(long Id, string Schema, string Name, string Kind, IReadOnlyList<string> Columns, long? ParentId)
{
    public bool IsPartitioned => Kind == "p";
}
