using DbaPS.Backups;
using DbaPS.Digests;

namespace DbaPS.PostgreSql.Backups;

/// <summary>A table as its rows are read: columns with their types, key, size.</summary>
internal sealed record TableSource
{
    public required long Id { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>pg_class.relkind.</summary>
    public required char RelationKind { get; init; }

    public required bool IsPartition { get; init; }

    public required bool IsUnlogged { get; init; }

    /// <summary>Pages of the heap; null where rows don't lie in one, and ranges of row ids can't be read.</summary>
    public long? HeapPages { get; init; }

    /// <summary>Bytes with out-of-line values; null where it has no rows of its own.</summary>
    public long? Bytes { get; init; }

    public string? Extension { get; init; }

    /// <summary>An extension's condition for the rows that belong to the user, with its WHERE.</summary>
    public string? Filter { get; init; }

    /// <summary><see cref="Filter"/> without its WHERE.</summary>
    public string? Condition => Filter?.Trim() is { } text && text.StartsWith("WHERE", StringComparison.OrdinalIgnoreCase) ? text["WHERE".Length..].Trim() : Filter;

    public required bool IsReadable { get; init; }

    /// <summary>True where row security would hide rows from this login.</summary>
    public required bool IsFiltered { get; init; }

    public required bool IsPopulated { get; init; }

    public IReadOnlyList<string> KeyColumns { get; init; } = [];

    public IReadOnlyList<SourceColumn> Columns { get; init; } = [];

    public string Quoted => PostgreSqlNames.Quote(Schema, Name);

    public string DisplayName => $"{Schema}.{Name}";

    public string Kind => RelationKind switch
    {
        'p' => "partitioned",
        'f' => "foreign",
        'm' => "materialized-view",
        _ when Extension is not null => "extension",
        _ => IsPartition ? "partition" : "table",
    };

    /// <summary>True where it holds rows itself.</summary>
    public bool HasRows => RelationKind is 'r' or 'm';

    /// <summary>True where every column's binary form means the same in every database.</summary>
    public bool IsBinary => Columns.All(c => c.ValueType.SelfContained);

    /// <summary>The places of the key's columns; none where a part of the key is generated and so not in the data.</summary>
    public IReadOnlyList<int> Key
    {
        get
        {
            var places = KeyColumns.Select(k => Columns.ToList().FindIndex(c => c.Name == k)).ToList();
            return places.Contains(-1) ? [] : places;
        }
    }

    /// <summary>The manifest's entry, without what only reading shows.</summary>
    public BackupTable ToManifest(string format) => new()
    {
        Schema = Schema,
        Name = Name,
        Kind = Kind,
        Columns = [.. Columns.Select(c => new BackupColumn(c.Name, c.Type, FormOf(c).Name))],
        Key = [.. Key.Select(place => Columns[place].Name)],
        Format = format,
        Filter = Condition,
        SizeBytes = Bytes,
    };

    public DigestForm FormOf(SourceColumn column) => IsBinary ? column.ValueType.Form : column.ValueType.TextForm;
}
