using DbaPS.Engines;

namespace DbaPS.SqlInvocation;

/// <summary>A CSV file that was loaded into a table, or written from a query.</summary>
public sealed record DbaCsvTransfer : DbaChange
{
    public DbaCsvTransfer(ObjectOrigin origin)
        : base(origin)
    {
    }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The table the rows went into; null for a query's rows in a file.</summary>
    public string? Table { get; init; }

    /// <summary>Null where nothing ran.</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes of the file; null where nothing ran.</summary>
    public long? SizeBytes { get; init; }
}
