using System.ComponentModel.DataAnnotations;
using DbaPS.Operations;

namespace DbaPS.SqlInvocation;

/// <summary>What Invoke-DbaSql takes.</summary>
public sealed record SqlRequest : DatabaseRequest
{
    [Argument("The statements to run, one after another. Without -Transaction each is kept by itself.", Position = 1, Aliases = ["Sql"])]
    public string? Query { get; init; }

    [Argument("Script files to run (UTF-8), one after another; the first failure ends the run and names file and line.", IsPath = true)]
    public IReadOnlyList<string> Path { get; init; } = [];

    [Argument("Values for @name, :name or $1 in the statements: @{ name = 'x'; 1 = 5 }. Never written into the text.")]
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    [Argument("Object (default), Hashtable, DataTable or Scalar: what rows come as.")]
    public RowForm As { get; init; }

    [Argument("All statements are one transaction in each database: a failure leaves nothing of it.")]
    public bool Transaction { get; init; }

    [Argument("Adds the columns Server and Database to every row.")]
    public bool AppendServer { get; init; }

    [Argument("A CSV file: the rows of -Query go there, or with -Into its rows go into a table. UTF-8, first line the columns' names, an empty unquoted field is NULL.", IsPath = true)]
    public string? Csv { get; init; }

    [Argument("The table (table or schema.table) that takes the rows of -Csv, all or none.")]
    public string? Into { get; init; }

    [Argument("The character between the fields of -Csv. Default: a comma.")]
    [StringLength(1, MinimumLength = 1)]
    public string Delimiter { get; init; } = ",";

    [Argument("Overwrite an existing -Csv file.")]
    public bool Force { get; init; }
}
