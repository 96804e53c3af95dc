namespace DbaPS.Backups;

/// <summary>A column of a table in a backup.</summary>
/// <param name="Name">As the engine has it, unquoted.</param>
/// <param name="Type">The type as the engine writes it, with modifiers.</param>
/// <param name="Form">Name of the canonical form it is digested in (<see cref="Digests.DigestForm"/>).</param>
public sealed record BackupColumn(string Name, string Type, string Form);
