using System.ComponentModel.DataAnnotations;
using DbaPS.Errors;
using DbaPS.Operations;

namespace DbaPS.Backups;

/// <summary>What Backup-DbaDatabase takes.</summary>
public sealed record BackupRequest : DatabaseRequest
{
    [Argument("The folder in which each backup gets a folder of its own.", Position = 1, Required = true, IsPath = true)]
    public string Path { get; init; } = "";

    [Argument("Where the server writes the backup's files, when it is the server that writes them (SQL Server): a folder of its machine, or a URL. -Path then holds the manifest. Default: the server's own backup folder.")]
    public string? ServerPath { get; init; }

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

    [Argument("How long to try to get every table locked while other sessions hold exclusive locks or wait for them. Default: 30 s.")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Refuses patterns that match no table: a slip would make a backup without the rows it is for, or with those it must not have.</summary>
    /// <exception cref="DbaException">One matches nothing.</exception>
    public void CheckPatterns(string database, IEnumerable<(string? Schema, string Table)> tables)
    {
        var all = tables.ToList();
        var idle = ((string Parameter, IReadOnlyList<string> Patterns, Func<string, bool> Matches)[])
        [
            (nameof(IncludeSchema), IncludeSchema, pattern => all.Any(t => NamePattern.Matches([pattern], t.Schema ?? ""))),
            (nameof(ExcludeSchema), ExcludeSchema, pattern => all.Any(t => NamePattern.Matches([pattern], t.Schema ?? ""))),
            (nameof(IncludeTable), IncludeTable, pattern => all.Any(t => MatchesTable([pattern], t.Schema, t.Table))),
            (nameof(ExcludeTable), ExcludeTable, pattern => all.Any(t => MatchesTable([pattern], t.Schema, t.Table))),
        ];
        foreach (var (parameter, patterns, matches) in idle)
        {
            if (patterns.FirstOrDefault(p => !matches(p)) is { } pattern)
            {
                throw new DbaException(DbaErrors.BackupPatternUnmatched(database, parameter, pattern));
            }
        }
        if (all.Count > 0 && (IncludeSchema.Count > 0 || IncludeTable.Count > 0) && !all.Any(t => WantsRows(t.Schema, t.Table)))
        {
            throw new DbaException(DbaErrors.BackupPatternUnmatched(database, "patterns together", string.Join(", ", IncludeSchema.Concat(IncludeTable))));
        }
    }

    /// <summary>True where not simply all tables are wanted.</summary>
    public bool ChoosesTables() => IncludeSchema.Count + ExcludeSchema.Count + IncludeTable.Count + ExcludeTable.Count > 0;

    /// <summary>True where the rows of a table are wanted.</summary>
    public bool WantsRows(string? schema, string table) =>
        NamePattern.Matches(IncludeSchema, schema ?? "")
        && !(ExcludeSchema.Count > 0 && NamePattern.Matches(ExcludeSchema, schema ?? ""))
        && (IncludeTable.Count == 0 || MatchesTable(IncludeTable, schema, table))
        && !MatchesTable(ExcludeTable, schema, table);

    private static bool MatchesTable(IReadOnlyList<string> patterns, string? schema, string table) =>
        patterns.Count > 0 && (NamePattern.Matches(patterns, table) || (schema is not null && NamePattern.Matches(patterns, $"{schema}.{table}")));
}
