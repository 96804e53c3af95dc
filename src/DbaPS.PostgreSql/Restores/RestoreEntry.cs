namespace DbaPS.PostgreSql.Restores;

/// <summary>An entry with the statements that restore it.</summary>
/// <param name="Statements">Run in one transaction.</param>
internal sealed record RestoreEntry(ArchiveEntry Entry, RestorePass Pass, IReadOnlyList<string> Statements)
{
    /// <summary>What the statements are for the user's eyes: connection strings and options of servers are left out.</summary>
    public string Shown => Entry.Description is "SUBSCRIPTION" or "USER MAPPING" or "SERVER" or "FOREIGN DATA WRAPPER"
        ? $"-- {Entry} (its options may hold secrets and are not shown)"
        : string.Join(";\n", Statements);
}
