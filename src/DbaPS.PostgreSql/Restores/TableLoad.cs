using DbaPS.Backups;

namespace DbaPS.PostgreSql.Restores;

/// <summary>A piece of loading one connection does: a table whole, or one file of a big one.</summary>
/// <param name="Files">Paths in the manifest.</param>
/// <param name="Bytes">Their size after decompression.</param>
/// <param name="Whole">True where this piece is the whole table, so that its rows can be written frozen.</param>
internal sealed record TableLoad(BackupTable Table, IReadOnlyList<string> Files, long Bytes, bool Whole)
{
    /// <summary>Below this a table is never shared among connections: the frozen rows are worth more than the time.</summary>
    private const long SmallestShared = 64L << 20;

    /// <summary>Cuts the work for a number of connections, greatest first, so that the last to finish is a small one.</summary>
    public static IReadOnlyList<TableLoad> Cut(BackupReader backup, IEnumerable<BackupTable> tables, int jobs)
    {
        var sized = tables.Where(t => t.Files.Count > 0).Select(t => (Table: t, Bytes: t.Files.Sum(f => backup.FileAt(f).RawSize))).ToList();
        var share = Math.Max(SmallestShared, sized.Sum(s => s.Bytes) / Math.Max(1, jobs));
        return
        [
            .. sized.SelectMany(s => jobs > 1 && s.Table.Files.Count > 1 && s.Bytes > share
                    ? s.Table.Files.Select(f => new TableLoad(s.Table, [f], backup.FileAt(f).RawSize, Whole: false))
                    : [new TableLoad(s.Table, s.Table.Files, s.Bytes, Whole: true)])
                .OrderByDescending(l => l.Bytes),
        ];
    }

    /// <summary>The statement that takes a file in.</summary>
    /// <param name="root">Another table to load through, schema and name quoted; null for the table itself.</param>
    public string Copy(bool freeze, string? root = null)
    {
        var target = root ?? PostgreSqlNames.Quote(Table.Schema!, Table.Name);
        var columns = Table.Columns.Count == 0 ? "" : $" ({string.Join(", ", Table.Columns.Select(c => PostgreSqlNames.Quote(c.Name)))})";
        return $"COPY {target}{columns} FROM STDIN (FORMAT {(IsBinary ? "binary" : "text")}{(freeze ? ", FREEZE" : "")})";
    }

    public bool IsBinary => Table.Format == "binary";

    /// <summary>True where the table was made by this restore as an ordinary table, so that it may be emptied and its rows written frozen.</summary>
    public bool CanFreeze => Whole && Table.Kind is "table" or "partition";
}
