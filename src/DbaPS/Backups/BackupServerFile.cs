namespace DbaPS.Backups;

/// <summary>A file of a backup that lies with the server, which wrote it itself.</summary>
/// <param name="Path">As the server calls it: a path on its machine, or a URL.</param>
/// <param name="Size">Bytes as they stand in the file; null where the server does not tell.</param>
/// <param name="SetId">The server's own id of the backup, which its history knows it by.</param>
/// <param name="Position">Which backup of the file it is, from 1.</param>
public sealed record BackupServerFile(string Path, long? Size, string? SetId, int Position);
