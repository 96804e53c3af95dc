using DbaPS.Backups;

namespace DbaPS.Digests;

/// <summary>A table digested in a live database.</summary>
/// <param name="Table">As the manifest has it.</param>
/// <param name="Digest">Null where it could not be digested.</param>
/// <param name="Problem">Why not; null where it was.</param>
public sealed record TableDigestResult(BackupTable Table, TableDigest? Digest, string? Problem);
