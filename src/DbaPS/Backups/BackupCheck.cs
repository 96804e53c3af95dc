namespace DbaPS.Backups;

/// <summary>One thing that was checked of a backup, without restoring it.</summary>
/// <param name="BackupId">Empty where the manifest can't be read.</param>
/// <param name="Path">The backup's folder.</param>
/// <param name="File">The file below it; null for what concerns the backup as a whole.</param>
/// <param name="Check"><c>Manifest</c>, <c>Content</c> (size, hash, decompression), <c>Unlisted</c>, <c>Complete</c>, <c>Unread</c> (files with a server that was not asked), and the server's own.</param>
/// <param name="Result"><c>Passed</c>, <c>Warning</c> or <c>Failed</c>.</param>
/// <param name="Detail">What was found.</param>
public sealed record BackupCheck(string BackupId, string Path, string? File, string Check, string Result, string Detail);
