namespace DbaPS.Backups;

/// <summary>A sequence's position.</summary>
/// <param name="Value">The last value given out, or the next when <paramref name="IsCalled"/> is false.</param>
public sealed record BackupSequence(string? Schema, string Name, long Value, bool IsCalled);
