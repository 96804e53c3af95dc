namespace DbaPS.Backups;

/// <summary>Something that is not in a backup.</summary>
/// <param name="Kind"><c>table</c>, <c>rows</c>, <c>schema-object</c>, <c>role</c> …</param>
/// <param name="Name">Which one.</param>
/// <param name="Reason">Why, and what follows from it.</param>
/// <param name="Asked">True where the request left it out, or where it is never part of a backup of this kind; false where it should be in and can't.</param>
public sealed record BackupOmission(string Kind, string Name, string Reason, bool Asked);
