using DbaPS.Backups;

namespace DbaPS.PostgreSql.Restores;

/// <summary>What the plan worked out and the run needs again.</summary>
/// <param name="Archive">Every entry of the schema's archives.</param>
/// <param name="Entries">Those that will run, with their statements.</param>
/// <param name="Tables">Tables whose rows will be loaded.</param>
/// <param name="Retired">The name an existing target gets while the new one takes its place; null where there is none.</param>
internal sealed record RestoreState(
    Archive Archive,
    IReadOnlyList<RestoreEntry> Entries,
    IReadOnlyList<BackupTable> Tables,
    IReadOnlyList<BackupSequence> Sequences,
    BackupLargeObjects? LargeObjects,
    ArchiveRoles Roles,
    IReadOnlyList<string> RoleStatements,
    IReadOnlyList<string> NewRoles,
    DatabaseProperties Properties,
    IReadOnlyList<BackupSetting> Settings,
    string? Retired)
{
    /// <summary>New roles the login is a member of until the restore is done.</summary>
    public IReadOnlyList<string> Lent { get; init; } = [];

    /// <summary>Statements that give roles of the server memberships they have at the source.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>A pass's entries in the archive's order, but event triggers after all else: they would see what comes after them.</summary>
    public IReadOnlyList<RestoreEntry> Of(RestorePass pass) =>
        [.. Entries.Where(e => e.Pass == pass).OrderBy(e => e.Entry.Description == "EVENT TRIGGER" ? 1 : e.Entry.Tag.StartsWith("EVENT TRIGGER ", StringComparison.Ordinal) ? 2 : 0)];
}
