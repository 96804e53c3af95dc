using System.Runtime.CompilerServices;
using System.Text.Json;
using DbaPS.Backups;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Who owns a large object and may use it, and its comment: a line of <see cref="BackupLargeObjects.Rights"/>.</summary>
/// <param name="Privileges">As the server writes them, e.g. <c>{=r/app,app=rw/app}</c>; null for the default.</param>
internal sealed record LargeObjectRights(long Id, string Owner, string? Privileges, string? Comment)
{
    /// <summary>From this version pg_dump puts them into the section of data, which a backup's archive is without.</summary>
    public const int FirstWithout = 17;

    private const string Path = "large-objects/rights.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>The file's path in the backup.</returns>
    public static async Task<string> WriteAsync(SnapshotConnection connection, BackupJob job, CancellationToken cancellationToken)
    {
        await using var file = job.Writer.CreateFile(Path, "large-objects", job.Codec);
        await foreach (var rights in connection.ReadAsync("BackupLargeObjects",
            row => new LargeObjectRights(row.Int64("id"), row.Text("owner"), row.TextOrNull("privileges"), row.TextOrNull("comment")), cancellationToken))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(rights, Json));
            file.WriteByte((byte)'\n');
        }
        return file.Complete().Path;
    }

    public static async IAsyncEnumerable<LargeObjectRights> ReadAsync(BackupReader backup, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = backup.OpenVerified(path, cancellationToken);
        using var reader = new StreamReader(file);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonSerializer.Deserialize<LargeObjectRights>(line, Json)!;
        }
    }
}
