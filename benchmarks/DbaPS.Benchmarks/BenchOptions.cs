namespace DbaPS.Benchmarks;

/// <summary>What the command line says.</summary>
internal sealed record BenchOptions
{
    /// <summary>Pairs of runs; a claim needs at least 8.</summary>
    public int Pairs { get; init; } = 8;

    /// <summary>About how large the database is on the server.</summary>
    public int Megabytes { get; init; } = 500;

    public int Rows { get; init; } = 1_000_000;

    /// <summary>For rows and CSV: postgresql, mariadb, mysql or sqlite.</summary>
    public string Engine { get; init; } = "postgresql";

    /// <summary>PostgreSQL's major version.</summary>
    public int Major { get; init; } = 15;

    /// <summary>Only the parts of a comparison whose name has this in it.</summary>
    public string? Only { get; init; }

    public bool Wants(string name) => Only is null || name.Contains(Only, StringComparison.OrdinalIgnoreCase);
}
