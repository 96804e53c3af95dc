using DbaPS.Backups;
using DbaPS.MySql.Definitions;

namespace DbaPS.MySql.Restores;

/// <summary>What a restore makes, worked out.</summary>
/// <param name="Source">The database's name in the definitions.</param>
/// <param name="Definitions">Those chosen, in the order in which they are made, with the target's accounts.</param>
/// <param name="Tables">Whose rows are loaded.</param>
/// <param name="AccountStatements">They make accounts the target has not.</param>
/// <param name="Retired">The name an existing database stands under until the new one is complete; null without one.</param>
internal sealed record RestoreState(
    string Source, DatabaseProperties Properties, IReadOnlyList<Definition> Definitions, IReadOnlyList<BackupTable> Tables, IReadOnlyList<string> AccountStatements,
    IReadOnlyList<string> NewAccounts, string? Retired)
{
    /// <summary>Kinds that hold rows; the others are made once these are there.</summary>
    private static readonly string[] Holders = ["sequence", "table"];

    /// <summary>True where events are made as they were; otherwise disabled, as their jobs would run twice.</summary>
    public required bool KeepsEvents { get; init; }

    public IReadOnlyList<Definition> Of(params string[] kinds) => [.. Definitions.Where(d => kinds.Contains(d.Kind))];

    public IReadOnlyList<Definition> Tabular => Of(Holders);

    /// <summary>Routines, views and triggers.</summary>
    public IReadOnlyList<Definition> Code => [.. Definitions.Where(d => !Holders.Contains(d.Kind) && d.Kind is not ("event" or "grant"))];
}
