namespace DbaPS.Backups;

/// <summary>A setting outside the database's own schema.</summary>
/// <param name="Role">The role it is bound to; null for every role.</param>
/// <param name="InDatabase">True where it holds in this database only.</param>
public sealed record BackupSetting(string? Role, bool InDatabase, string Name, string Value);
