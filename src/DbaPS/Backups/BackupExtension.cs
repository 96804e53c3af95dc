namespace DbaPS.Backups;

/// <summary>An extension the target server must have.</summary>
public sealed record BackupExtension(string Name, string Version, string? Schema);
