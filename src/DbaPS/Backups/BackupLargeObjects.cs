namespace DbaPS.Backups;

/// <summary>Large objects outside of tables. Who owns them and may read them stands in the schema's archive.</summary>
public sealed record BackupLargeObjects
{
    public required long Count { get; init; }

    /// <summary>
    /// Their files. Each is a run of records: id (8 bytes, big-endian), length (8 bytes), the bytes.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>
    /// Digest over rows of two columns (<c>integer</c> id, <c>bytes</c> content), keyed by id. An object above 64 MiB goes in
    /// by the SHA-256 of its content instead of the content.
    /// </summary>
    public required string Digest { get; init; }
}
