using System.ComponentModel.DataAnnotations;
using DbaPS.Operations;

namespace DbaPS.Backups;

/// <summary>What Backup-DbaDatabase takes.</summary>
public sealed record BackupRequest : DatabaseRequest
{
    [Argument("The folder in which each backup gets a folder of its own.", Position = 1, Required = true, IsPath = true)]
    public string Path { get; init; } = "";

    [Argument("The name of the backup's folder, for one database only. Default: database, moment and id.")]
    public string? Name { get; init; }

    [Argument("Schemas whose tables' rows are backed up; * and ? are wildcards. Default: all. The definitions of all are always included.")]
    public IReadOnlyList<string> IncludeSchema { get; init; } = [];

    [Argument("Schemas whose tables' rows are left out; * and ? are wildcards.")]
    public IReadOnlyList<string> ExcludeSchema { get; init; } = [];

    [Argument("Tables whose rows are backed up, as table or schema.table; * and ? are wildcards. Default: all.")]
    public IReadOnlyList<string> IncludeTable { get; init; } = [];

    [Argument("Tables whose rows are left out, as table or schema.table; * and ? are wildcards.")]
    public IReadOnlyList<string> ExcludeTable { get; init; } = [];

    [Argument("Brotli (readable everywhere), Zstd (fastest; needs libzstd), Gzip or None. Default: Brotli.")]
    public BackupCompression Compression { get; init; }

    [Argument("How many connections read at once. Default: one a processor, at least 2.")]
    [Range(1, 64)]
    public int Jobs { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 16);

    [Argument("The folder with the engine's own programs, before the usual places.", IsPath = true)]
    public string? ToolPath { get; init; }

    [Argument("Also the stored hashes of the roles' passwords. Whoever has the backup can then try passwords against them.")]
    public bool IncludePasswordHashes { get; init; }

    [Argument("Go on when something can't be backed up; the manifest names what is missing.")]
    public bool AllowIncomplete { get; init; }

    [Argument("Don't look whether there is room for the backup.")]
    public bool SkipSpaceCheck { get; init; }

    [Argument("A file with the secret key of the content digests: 32 hexadecimal digits. The environment variable DBAPS_DIGEST_KEY does the same. Default: no key.", IsPath = true)]
    public string? DigestKeyFile { get; init; }

    [Argument("How long to wait for a lock that another session holds. Default: 30 s.")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True where the rows of a table are wanted.</summary>
    public bool WantsRows(string? schema, string table)
    {
        var whole = schema is null ? table : $"{schema}.{table}";
        return NamePattern.Matches(IncludeSchema, schema ?? "")
            && !(ExcludeSchema.Count > 0 && NamePattern.Matches(ExcludeSchema, schema ?? ""))
            && (IncludeTable.Count == 0 || NamePattern.Matches(IncludeTable, table) || NamePattern.Matches(IncludeTable, whole))
            && !(ExcludeTable.Count > 0 && (NamePattern.Matches(ExcludeTable, table) || NamePattern.Matches(ExcludeTable, whole)));
    }
}
