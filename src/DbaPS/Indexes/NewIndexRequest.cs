using System.ComponentModel.DataAnnotations;
using DbaPS.Operations;

namespace DbaPS.Indexes;

/// <summary>What New-DbaIndex takes.</summary>
public sealed record NewIndexRequest : DatabaseRequest
{
    [Argument("The table to index.", Position = 1, Required = true, FromPipeline = true)]
    public string Table { get; init; } = "";

    [Argument("The key columns in their order. Each is a column's name or an expression in parentheses, with what CREATE INDEX allows after it: COLLATE, an operator class, ASC or DESC, NULLS FIRST or LAST.",
        Position = 2, Required = true, FromPipeline = true, Aliases = ["Columns"])]
    public IReadOnlyList<string> Column { get; init; } = [];

    [Argument("The table's schema. Default: where the engine finds the table.", FromPipeline = true)]
    public string? Schema { get; init; }

    [Argument("The index's name. Default: made from the names of table and columns.", Aliases = ["Name"])]
    public string? Index { get; init; }

    [Argument("Columns the index carries beside its key, so that queries need not visit the table.", FromPipeline = true)]
    public IReadOnlyList<string> Include { get; init; } = [];

    [Argument("The condition of a partial index: only rows that meet it are in it.", FromPipeline = true)]
    public string? Where { get; init; }

    [Argument("No two rows may have the same key.")]
    public bool Unique { get; init; }

    [Argument("The kind of index, e.g. btree, hash, gin, gist, brin. Default: the engine's usual one.", FromPipeline = true)]
    public string? Method { get; init; }

    [Argument("Build in one go while nobody may write to the table. Faster; without it the index is built online where the engine can.")]
    public bool Offline { get; init; }

    [Argument("How long to wait for a lock that another session holds. Default: 30 s.")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    [Argument("Queries to time before and after, read-only. A name of a file with such queries does too.")]
    public IReadOnlyList<string> Measure { get; init; } = [];

    [Argument("How often each query is timed before and after; the median counts. Default: 7.")]
    [Range(1, 10_000)]
    public int Repeat { get; init; } = 7;

    [Argument("Drop the index again when the queries of -Measure do not get faster by it.")]
    public bool RevertIfWorse { get; init; }

    [Argument("The part of the queries' time that must be saved for -RevertIfWorse to keep the index, 0 to 1. Default: 0.05. It must also be more than the runs differ among themselves.")]
    [Range(0.0, 1.0)]
    public double MinBenefit { get; init; } = 0.05;

    [Argument("Build it even where another index already serves the same.")]
    public bool Force { get; init; }
}
