namespace DbaPS.Backups;

/// <summary>Large objects outside of tables.</summary>
public sealed record BackupLargeObjects
{
    public required long Count { get; init; }

    /// <summary>
    /// Their files. Each is a run of records: id (8 bytes, big-endian), length (8 bytes), the bytes.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>
    /// The file that says who owns them and may use them, and their comments: a JSON object a line. Null where the schema's archive says it,
    /// which pg_dump's does before version 17.
    /// </summary>
    public string? Rights { get; init; }

    /// <summary>
    /// Digest over rows of two columns (<c>integer</c> id, <c>bytes</c> content), keyed by id. An object above 64 MiB goes in
    /// by the SHA-256 of its content instead of the content.
    /// </summary>
    public required string Digest { get; init; }
}
