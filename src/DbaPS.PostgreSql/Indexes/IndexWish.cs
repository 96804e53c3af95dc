using DbaPS.Indexes;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>A request, held against the table: its columns are the table's, its method the server's.</summary>
internal sealed record IndexWish(IReadOnlyList<IndexColumn> Columns, IReadOnlyList<string> Include, string? Where, string Method, IndexOrder Order, bool Unique)
{
    /// <summary>The texts that only the server can bring into one form: expressions and the predicate.</summary>
    public IEnumerable<string> Expressions => Columns.Select(c => c.Expression).Append(Where).OfType<string>();

    /// <summary>The wish as a shape.</summary>
    /// <param name="canonical">Brings an expression into the server's form.</param>
    public IndexShape ToShape(string name, Func<string, string> canonical) => new()
    {
        Index = name,
        Method = Method,
        Order = Order,
        IsUnique = Unique,
        Include = Include,
        Where = Where is null ? null : canonical(Where),
        Keys =
        [
            .. Columns.Select(c => new IndexKey
            {
                Expression = c.Name ?? canonical(c.Expression!),
                IsColumn = c.Name is not null,
                Collation = c.Collation.Count == 0 ? null : c.Collation[^1],
                IsUsualCollation = c.Collation.Count == 0,
                OperatorClass = c.OperatorClass.Count == 0 ? null : c.OperatorClass[^1] + (c.OperatorClassParameters is { } p ? $"({p})" : ""),
                IsUsualOperatorClass = c.OperatorClass.Count == 0,
                Descending = c.Descending,
                NullsFirst = c.NullsFirst ?? c.Descending,
            }),
        ],
    };
}
