namespace DbaPS.Backups;

/// <summary>Membership of one role in another.</summary>
/// <param name="Role">The role it is a member of.</param>
/// <param name="Options">The engine's options: <c>ADMIN</c>, <c>INHERIT</c>, <c>SET</c>, or those with <c>NO</c> before.</param>
/// <param name="Grantor">Who granted it; null when unknown.</param>
public sealed record BackupMembership(string Role, IReadOnlyList<string> Options, string? Grantor = null);
