using DbaPS.Connections;
using DbaPS.Operations;

namespace DbaPS.Backups;

/// <summary>What Get-DbaBackup takes.</summary>
public sealed record BackupListRequest
{
    [Argument("Folders to look in: a backup's own, or one that holds backups. Without it, and without -Server, the backups that the history knows.", Position = 0, FromPipeline = true, IsPath = true)]
    public IReadOnlyList<string> Path { get; init; } = [];

    [Argument("Servers whose own backup history to list (SQL Server: msdb), whoever took the backups.", Aliases = ["SqlInstance", "ServerInstance", "Instance"])]
    public IReadOnlyList<ServerTarget> Server { get; init; } = [];

    [Argument("Databases whose backups to list; * and ? are wildcards. Default: all.", FromPipeline = true)]
    public IReadOnlyList<string> Database { get; init; } = [];

    [Argument("Backups with one of these ids only.")]
    public IReadOnlyList<string> BackupId { get; init; } = [];

    [Argument("Backups that ended at or after this moment, UTC.")]
    public DateTimeOffset? Since { get; init; }

    [Argument("Backups that ended at or before this moment, UTC.")]
    public DateTimeOffset? Until { get; init; }

    [Argument("Only the newest backup of each database.")]
    public bool Newest { get; init; }

    [Argument("Also what interrupted backups left behind, marked Partial. They can't be restored.")]
    public bool IncludePartial { get; init; }
}
