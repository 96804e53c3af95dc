using System.Text.Json;
using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>An index that is there, with what only its server knows of it.</summary>
/// <param name="TableId">The oid of its table.</param>
/// <param name="IndexId">Its own oid.</param>
/// <param name="IsPartitioned">True for a definition over partitions.</param>
/// <param name="AttachedTo">The oid of the index over all partitions that it is part of; null for none.</param>
/// <param name="BuiltBy">The process that builds it now; null when nobody does.</param>
internal sealed record ExistingIndex(long TableId, long IndexId, string Schema, bool IsPartitioned, long? AttachedTo, long? BuiltBy, IndexShape Shape)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public string Name => Shape.Index;

    public static ExistingIndex Read(RowReader row) => new(
        row.Int64("table_id"), row.Int64("index_id"), row.Text("schema"), row.Text("kind") == "I", row.Int64OrNull("attached_to"), row.Int64OrNull("built_by"),
        new IndexShape
        {
            Index = row.Text("index"),
            Method = row.Text("method"),
            Keys = JsonSerializer.Deserialize<IReadOnlyList<IndexKey>>(row.Text("keys"), Options)!,
            Include = row.Texts("include"),
            Where = row.TextOrNull("predicate"),
            IsUnique = row.Boolean("is_unique"),
            NullsNotDistinct = row.Boolean("nulls_not_distinct"),
            IsImmediate = row.Boolean("is_immediate"),
            IsValid = row.Boolean("is_valid"),
            IsNeeded = row.Boolean("is_needed"),
        });

    /// <summary>Its expressions and predicate in one form with a wish's.</summary>
    public ExistingIndex In(IndexOrder order, Func<string, string> canonical) => this with
    {
        Shape = Shape with
        {
            Order = order,
            Where = Shape.Where is { } where ? canonical(where) : null,
            Keys = [.. Shape.Keys.Select(k => k.IsColumn ? k : k with { Expression = canonical(k.Expression) })],
        },
    };
}
