namespace DbaPS.Backups;

/// <summary>A tablespace the database uses.</summary>
public sealed record BackupTablespace(string Name, string? Owner, string? Location, IReadOnlyList<string> Options, string? Privileges = null, string? Comment = null);
