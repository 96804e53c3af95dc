using System.ComponentModel.DataAnnotations;
using DbaPS.Connections;
using DbaPS.Operations;

namespace DbaPS.Restores;

/// <summary>What Test-DbaRestore takes.</summary>
public sealed record RestoreTestRequest
{
    [Argument("The backup's folder.", Position = 0, FromPipeline = true, Aliases = ["BackupPath", "FullName"], IsPath = true)]
    public string? Path { get; init; }

    [Argument("A backup the history knows, instead of -Path.", FromPipeline = true)]
    public string? BackupId { get; init; }

    [Argument("A server to restore into instead of a sandbox on this machine, under a name of the drill's own that is dropped again (SQLite: a file beside the one that is named). Needed for SQL Server, which has no sandboxes.")]
    public ServerTarget? Server { get; init; }

    [Argument("Queries that must give true in the restored database, e.g. \"SELECT count(*) > 0 FROM orders\".")]
    public IReadOnlyList<string> Assert { get; init; } = [];

    [Argument("The loss window that is allowed. Default: that of the server's profile.")]
    public TimeSpan? RpoTarget { get; init; }

    [Argument("The time to recover that is allowed. Default: that of the server's profile.")]
    public TimeSpan? RtoTarget { get; init; }

    [Argument("The server and database the backup came from: read to name rows that the backup's own files no longer have. Rows changed there since are named too.")]
    public ServerTarget? Source { get; init; }

    [Argument("The sandbox's major version. Default: the backup's own, or the newest installed.")]
    public int? Version { get; init; }

    [Argument("A folder with the engine's programs, searched before the usual places.", IsPath = true)]
    public string? ToolPath { get; init; }

    [Argument("A file with the secret key of the backup's content digests, where it has one. The environment variable DBAPS_DIGEST_KEY does the same.", IsPath = true)]
    public string? DigestKeyFile { get; init; }

    [Argument("Keep the sandbox for a look at it; remove it later with Remove-DbaSandbox. With -Server: keep the restored database.")]
    public bool KeepSandbox { get; init; }

    [Argument("Do not write the drill to the history.")]
    public bool NoHistory { get; init; }

    [Argument("Connections at work at once. Default: the machine's processors, at the most 8.")]
    [Range(1, 64)]
    public int Jobs { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);
}
