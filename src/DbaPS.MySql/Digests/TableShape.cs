using DbaPS.Backups;

namespace DbaPS.MySql.Digests;

/// <summary>What of a table is read: its columns in order, the places of its key's columns, and whether its history belongs to it.</summary>
/// <param name="Key">None without a primary key.</param>
/// <param name="WithHistory">True for a system-versioned table: also the rows of the past.</param>
internal sealed record TableShape(string Name, IReadOnlyList<DataColumn> Columns, IReadOnlyList<int> Key, bool WithHistory)
{
    /// <summary>What a manifest's filter says of a table with its history.</summary>
    public const string HistoryFilter = "FOR SYSTEM_TIME ALL";

    /// <summary>The statement that reads every row.</summary>
    public string Select => $"SELECT {string.Join(", ", Columns.Select(c => c.Read))} FROM {MySqlNames.Quote(Name)}{(WithHistory ? $" {HistoryFilter}" : "")}";

    /// <summary>As a manifest describes it.</summary>
    public static TableShape Of(BackupTable table)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        return new TableShape(table.Name, [.. table.Columns.Select(DataColumn.Of)], [.. table.Key.Select(k => names.IndexOf(k))], table.Filter == HistoryFilter);
    }
}
