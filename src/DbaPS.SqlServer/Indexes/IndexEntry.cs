using DbaPS.Indexes;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Indexes;

/// <summary>An index as the catalogue has it.</summary>
internal sealed record IndexEntry
{
    public required long ObjectId { get; init; }

    public required long IndexId { get; init; }

    public required string Schema { get; init; }

    public required string Table { get; init; }

    public required string Name { get; init; }

    /// <summary>Lower case: <c>nonclustered</c>, <c>clustered</c>, <c>nonclustered columnstore</c>, <c>xml</c> …</summary>
    public required string Method { get; init; }

    public required bool IsUnique { get; init; }

    public required bool IsPrimary { get; init; }

    public required bool IsConstraint { get; init; }

    public required bool IsValid { get; init; }

    public required string? Where { get; init; }

    public required long FillFactor { get; init; }

    public required bool IgnoresDuplicates { get; init; }

    public IReadOnlyList<(string Name, bool Descending)> Keys { get; init; } = [];

    public IReadOnlyList<string> Include { get; init; } = [];

    public static IndexEntry Read(RowReader row) => new()
    {
        ObjectId = row.Int64("object_id"),
        IndexId = row.Int64("index_id"),
        Schema = row.Text("schema"),
        Table = row.Text("table"),
        Name = row.Text("index"),
        Method = row.Text("method"),
        IsUnique = row.Boolean("is_unique"),
        IsPrimary = row.Boolean("is_primary"),
        IsConstraint = row.Boolean("is_constraint"),
        IsValid = row.Boolean("is_valid"),
        Where = row.TextOrNull("where"),
        FillFactor = row.Int64("fill_factor"),
        IgnoresDuplicates = row.Boolean("ignore_dup_key"),
    };

    /// <summary>Its keys as CREATE INDEX has them.</summary>
    public IReadOnlyList<string> Columns => [.. Keys.Select(k => SqlServerNames.Quote(k.Name) + (k.Descending ? " DESC" : ""))];

    /// <summary>What it is, for whether another one makes it needless.</summary>
    public IndexShape Shape => new()
    {
        Index = Name,
        Method = IsRowstore ? SqlServerIndexSql.Method : Method,
        IsUnique = IsUnique,
        IsNeeded = IsConstraint || Method == "clustered",
        IsValid = IsValid,
        // Two nulls are one too many for a unique index.
        NullsNotDistinct = true,
        Where = Where is null ? null : SqlServerIndexSql.Canonical(Where),
        Keys = [.. Keys.Select(k => new IndexKey { Expression = k.Name, IsColumn = true, Descending = k.Descending, NullsFirst = !k.Descending })],
        Include = Include,
    };

    /// <summary>The statement that makes it.</summary>
    public string CreateSql
    {
        get
        {
            var on = SqlServerNames.Quote(Schema, Table);
            if (IsConstraint)
            {
                return $"ALTER TABLE {on} ADD CONSTRAINT {SqlServerNames.Quote(Name)} {(IsPrimary ? "PRIMARY KEY" : "UNIQUE")} {Method.ToUpperInvariant()} ({string.Join(", ", Columns)})";
            }
            var columns = Columns.Count == 0 ? "" : $" ({string.Join(", ", Columns)})";
            var options = new[] { FillFactor > 0 ? FormattableString.Invariant($"FILLFACTOR = {FillFactor}") : null, IgnoresDuplicates ? "IGNORE_DUP_KEY = ON" : null }.OfType<string>().ToList();
            return $"CREATE {(IsUnique ? "UNIQUE " : "")}{Method.ToUpperInvariant()} INDEX {SqlServerNames.Quote(Name)} ON {on}{columns}"
                + (Include.Count > 0 && IsRowstore ? $" INCLUDE ({string.Join(", ", Include.Select(SqlServerNames.Quote))})" : "")
                + (Where is null ? "" : $" WHERE {Where}")
                + (options.Count == 0 ? "" : $" WITH ({string.Join(", ", options)})");
        }
    }

    private bool IsRowstore => Method is "nonclustered" or "clustered";
}
