namespace DbaPS.Backups;

/// <summary>One file of a backup.</summary>
/// <param name="Path">Below the backup's folder, with forward slashes.</param>
/// <param name="Role">What it holds: <c>schema</c>, <c>data</c>, <c>large-objects</c>, <c>database</c>.</param>
/// <param name="Size">Bytes as they stand in the file.</param>
/// <param name="RawSize">Bytes after decompression.</param>
/// <param name="Sha256">SHA-256 of the bytes as they stand in the file: 64 lower-case hexadecimal digits.</param>
/// <param name="Codec">How it is compressed: <c>none</c>, <c>brotli</c>, <c>gzip</c>, <c>zstd</c>.</param>
public sealed record BackupFile(string Path, string Role, long Size, long RawSize, string Sha256, string Codec);
