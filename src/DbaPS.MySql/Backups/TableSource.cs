using DbaPS.Backups;
using DbaPS.MySql.Digests;

namespace DbaPS.MySql.Backups;

/// <summary>A table as its rows are read.</summary>
/// <param name="Bytes">About how many; null where the engine does not tell.</param>
/// <param name="Created">When it was made, as the server tells it: a table put in its place has another.</param>
internal sealed record TableSource(TableShape Shape, string Engine, bool IsTransactional, long? Bytes, string? Created)
{
    /// <summary>Engines whose rows are elsewhere, or nowhere.</summary>
    private static readonly string[] WithoutRows = ["FEDERATED", "CONNECT", "SPIDER", "BLACKHOLE", "MRG_MYISAM", "S3"];

    public string Name => Shape.Name;

    /// <summary>False for a window on another server's rows, or other tables'.</summary>
    public bool HasRows => !WithoutRows.Contains(Engine, StringComparer.OrdinalIgnoreCase) && Shape.Columns.Count > 0;

    /// <summary>Columns with the number of the transaction instead of its time: the server takes such a history back from nobody.</summary>
    public bool HistoryByTransaction { get; init; }

    /// <summary>The manifest's entry, without what only reading shows.</summary>
    public BackupTable ToManifest() => new()
    {
        Name = Name,
        Kind = HasRows ? "table" : "foreign",
        Columns = [.. Shape.Columns.Select(c => c.ToManifest())],
        Key = [.. Shape.Key.Select(k => Shape.Columns[k].Name)],
        Format = "none",
        Filter = Shape.WithHistory ? TableShape.HistoryFilter : null,
        SizeBytes = Bytes,
    };
}
