namespace DbaPS.PostgreSql.Backups;

/// <summary>Rows of a table that are read in one go: all of them, or those in a range of the heap's pages.</summary>
/// <param name="FromPage">The first page; null for a table that is read whole.</param>
/// <param name="ToPage">The page after the last; null for up to the end.</param>
/// <param name="Part">0 and on within the table.</param>
/// <param name="Bytes">About how much the server reads for it.</param>
internal sealed record CopyChunk(TableSource Table, long? FromPage, long? ToPage, int Part, long Bytes)
{
    // Below this a second worker costs more than it brings; above the other, one worker would be left alone at the end.
    private const long SmallestBytes = 8L << 20;
    private const long LargestBytes = 256L << 20;

    // A table up to this share of one worker's work stays whole. The server reads a whole table through a small ring of buffers and a range
    // of pages through all of them: that drives out what others have cached, and costs a page fault for each buffer a connection sees first
    // (seen: 0.5 s of CPU for a whole table of 143 MB, 1.2 s for the same as a range). What one worker waits for the other costs less.
    private const double WholeShare = 1.5;
    private const long LargestWholeBytes = 512L << 20;

    /// <summary>Cuts tables so that every worker has something to do until the end; largest chunks first.</summary>
    public static IReadOnlyList<CopyChunk> Plan(IEnumerable<TableSource> tables, int jobs)
    {
        var all = tables.ToList();
        var total = all.Sum(t => t.Bytes ?? 0);
        var wanted = Math.Clamp(total / (jobs * 6L), SmallestBytes, LargestBytes);
        var whole = Math.Max(wanted, Math.Min((long)(total * WholeShare / jobs), LargestWholeBytes));
        return [.. all.SelectMany(t => Cut(t, t.Bytes <= whole ? whole : wanted)).OrderByDescending(c => c.Bytes)];
    }

    /// <summary>The statement that reads it.</summary>
    /// <param name="columns">The columns in the order wanted.</param>
    public string Statement(IEnumerable<string> columns, bool binary)
    {
        var list = string.Join(", ", columns.Select(PostgreSqlNames.Quote));
        var format = binary ? "binary" : "text";
        if (FromPage is null && Table.Filter is null && Table.RelationKind == 'r' && list.Length > 0)
        {
            return $"COPY {Table.Quoted} ({list}) TO STDOUT (FORMAT {format})";
        }
        // Row ids are compared as a whole, so pages are the only unit that needs no look at the rows.
        var range = (FromPage, ToPage) switch
        {
            (null, _) => Table.Filter is null ? "" : $" {Table.Filter}",
            ({ } from, null) => System.FormattableString.Invariant($" WHERE ctid >= '({from},0)'::pg_catalog.tid"),
            ({ } from, { } to) => System.FormattableString.Invariant($" WHERE ctid >= '({from},0)'::pg_catalog.tid AND ctid < '({to},0)'::pg_catalog.tid"),
        };
        return $"COPY (SELECT {list} FROM ONLY {Table.Quoted}{range}) TO STDOUT (FORMAT {format})";
    }

    private static IEnumerable<CopyChunk> Cut(TableSource table, long wanted)
    {
        var bytes = table.Bytes ?? 0;
        var parts = table.HeapPages is { } pages && table.Filter is null ? (int)Math.Min(Math.Max(1, (bytes + wanted / 2) / wanted), Math.Max(1, pages)) : 1;
        if (parts == 1)
        {
            yield return new CopyChunk(table, null, null, 0, bytes);
            yield break;
        }
        for (var part = 0; part < parts; part++)
        {
            var from = table.HeapPages!.Value * part / parts;
            var to = table.HeapPages.Value * (part + 1) / parts;
            // The last has no end: pages added since the size was read hold no rows of this snapshot, but none must be missed by a wrong size.
            yield return new CopyChunk(table, from, part == parts - 1 ? null : to, part, bytes / parts);
        }
    }
}
