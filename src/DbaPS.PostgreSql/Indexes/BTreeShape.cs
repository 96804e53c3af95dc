namespace DbaPS.PostgreSql.Indexes;

/// <summary>
/// What size a B-tree has when it is built anew, by the layout that PostgreSQL's manual and headers describe ("B-Tree Indexes: Implementation",
/// "Database Page Layout"). Averages stand for values, so it is an estimate.
/// </summary>
internal sealed record BTreeShape
{
    private const int PageHeader = 24;
    private const int SpecialSpace = 16;
    private const int LinePointer = 4;
    private const int TupleHeader = 8;
    private const int TupleHeaderWithNulls = 16;
    private const int RowId = 6;

    /// <summary>Inner pages are filled to this percentage in a build.</summary>
    private const int InnerFillFactor = 70;

    /// <summary>A build ends a list of row ids before it takes this part of a page.</summary>
    private const int PostingShare = 10;

    public required double Entries { get; init; }

    public required int BlockSize { get; init; }

    /// <summary>The percentage to which leaves are filled.</summary>
    public required int FillFactor { get; init; }

    /// <summary>True where equal keys share one entry.</summary>
    public required bool Deduplicates { get; init; }

    public required IReadOnlyList<BTreeColumn> Columns { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Size()
    {
        var entry = EntrySize();
        var pages = Pages(LeafBytes(entry), FillFactor);
        var total = pages;
        while (pages > 1)
        {
            pages = Pages(pages * (entry + LinePointer), InnerFillFactor);
            total += pages;
        }
        // The first page says where the root is.
        return (long)(total + 1) * BlockSize;
    }

    /// <summary>Bytes of an entry without its line pointer.</summary>
    private double EntrySize()
    {
        double withValues = 1;
        double data = 0;
        foreach (var column in Columns)
        {
            withValues *= 1 - column.NullFraction;
            // A short text has a header of one byte and begins anywhere.
            var alignment = column.Length < 0 && column.Width < 127 ? 1 : column.Alignment;
            data = (Math.Ceiling(data / alignment) * alignment) + (column.Width * (1 - column.NullFraction));
        }
        var size = (TupleHeader * withValues) + (TupleHeaderWithNulls * (1 - withValues)) + data;
        // Entries of many lengths lose half of a step to alignment on average, and those of one length what it takes.
        return Columns.Any(c => c.Length < 0) ? Math.Max(Aligned(size), size + 3.5) : Aligned(size);
    }

    private double LeafBytes(double entry)
    {
        var plain = Entries * (entry + LinePointer);
        var groups = Math.Clamp(Columns.Aggregate(1.0, (product, column) => product * Math.Max(1, column.DistinctValues)), 1, Math.Max(1, Entries));
        var equal = Entries / groups;
        if (!Deduplicates || equal < 2)
        {
            return plain;
        }
        var most = Math.Floor(((BlockSize * PostingShare / 100.0) - LinePointer - entry) / RowId);
        var lists = Math.Ceiling(equal / most);
        return groups * lists * (Aligned(entry + (RowId * equal / lists)) + LinePointer);
    }

    private double Pages(double bytes, int fillFactor) => Math.Max(1, Math.Ceiling(bytes / (BlockSize - PageHeader - SpecialSpace - (BlockSize * (100 - fillFactor) / 100.0))));

    private static double Aligned(double bytes) => Math.Ceiling(bytes / 8) * 8;
}
