namespace DbaPS.Restores;

/// <summary>A query that had to be true, and whether it was.</summary>
/// <param name="Error">Why it could not be run; null when it ran.</param>
public sealed record RestoreAssertion(string Sql, bool Holds, string? Error = null)
{
    public override string ToString() => $"{(Holds ? "holds" : "fails")}: {Sql}";
}
