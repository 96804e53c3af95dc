using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DbaPS.Backups;

/// <summary>
/// What a backup folder holds: <c>manifest.json</c>. It is the last thing written, so a folder that has one is complete. Unknown members
/// are passed over in reading; a change that older readers must not pass over raises <see cref="CurrentFormat"/>.
/// </summary>
public sealed record BackupManifest
{
    /// <summary>The format this program writes and the newest one it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The manifest's file name in the backup's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Beside it the manifest's own SHA-256, as <c>sha256sum</c> writes it.</summary>
    public const string CheckFileName = "manifest.json.sha256";

    public int Format { get; init; } = CurrentFormat;

    public required Guid BackupId { get; init; }

    /// <summary><c>Full</c>.</summary>
    public string Type { get; init; } = "Full";

    /// <summary>One of <see cref="BackupMethods"/>.</summary>
    public required string Method { get; init; }

    public string Tool { get; init; } = "DbaPS";

    public string ToolVersion { get; init; } = typeof(BackupManifest).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Name and version of the program that wrote the schema; null where none did.</summary>
    public string? SchemaTool { get; init; }

    public required string Engine { get; init; }

    /// <summary>The server's version as it gives it.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The server's address, without secrets.</summary>
    public required string Server { get; init; }

    /// <summary>The database's name (for an embedded engine its file).</summary>
    public string? Database { get; init; }

    /// <summary>When reading began, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the last byte was written, UTC.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>The moment the data is of, as the server's clock told it, UTC; null where the engine has no such moment.</summary>
    public DateTimeOffset? SnapshotAt { get; init; }

    /// <summary>The log position before the snapshot was taken; null where the engine has none.</summary>
    public string? FromPosition { get; init; }

    /// <summary>The log position after it: everything up to <see cref="FromPosition"/> is in, nothing after this.</summary>
    public string? ToPosition { get; init; }

    public string? Timeline { get; init; }

    /// <summary>The engine's identity of the cluster; null where it has none.</summary>
    public string? SystemIdentifier { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>The content digest's algorithm, <see cref="Digests.TableDigest.AlgorithmName"/>.</summary>
    public string DigestAlgorithm { get; init; } = Digests.TableDigest.AlgorithmName;

    /// <summary>Version of the canonical form.</summary>
    public int DigestVersion { get; init; } = Digests.TableDigest.CurrentFormVersion;

    /// <summary><see cref="Digests.DigestKey.Id"/> of the secret key that went into the digests; null without one.</summary>
    public string? DigestKeyId { get; init; }

    /// <summary>Encoding, collation, locale provider, owner and the like of the database, by the engine's own names.</summary>
    public IReadOnlyDictionary<string, string?> Properties { get; init; } = new Dictionary<string, string?>();

    /// <summary>Every file of the backup but the manifest and its check.</summary>
    public IReadOnlyList<BackupFile> Files { get; init; } = [];

    public IReadOnlyList<BackupTable> Tables { get; init; } = [];

    /// <summary>The files that lie with the server; none where all are in the backup's folder.</summary>
    public IReadOnlyList<BackupServerFile> ServerFiles { get; init; } = [];

    /// <summary>Every schema object with a hash of its definition, for the proof of a restore.</summary>
    public IReadOnlyList<BackupSchemaObject> Objects { get; init; } = [];

    public IReadOnlyList<BackupSequence> Sequences { get; init; } = [];

    /// <summary>Null where the database has none.</summary>
    public BackupLargeObjects? LargeObjects { get; init; }

    /// <summary>The roles the database needs: owners, grantees, and what they are members of.</summary>
    public IReadOnlyList<BackupRole> Roles { get; init; } = [];

    public IReadOnlyList<BackupTablespace> Tablespaces { get; init; } = [];

    public IReadOnlyList<BackupExtension> Extensions { get; init; } = [];

    /// <summary>Settings bound to the database, to a role, or to a role in the database.</summary>
    public IReadOnlyList<BackupSetting> Settings { get; init; } = [];

    /// <summary>What is not in the backup, and why.</summary>
    public IReadOnlyList<BackupOmission> Omitted { get; init; } = [];

    /// <summary>Reads a manifest's JSON.</summary>
    /// <exception cref="JsonException">Not a manifest.</exception>
    public static BackupManifest Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, BackupJson.Default.BackupManifest) ?? throw new JsonException("The manifest is empty.");

    /// <summary>The content of <see cref="CheckFileName"/> for a manifest's JSON.</summary>
    public static byte[] Check(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes($"{Convert.ToHexString(SHA256.HashData(json)).ToLowerInvariant()}  {FileName}\n");

    /// <summary>The manifest as indented JSON, UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);
}
