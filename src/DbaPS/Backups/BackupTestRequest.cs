using DbaPS.Connections;
using DbaPS.Operations;

namespace DbaPS.Backups;

/// <summary>What Test-DbaBackup takes.</summary>
public sealed record BackupTestRequest
{
    [Argument("The backups' folders.", Position = 0, FromPipeline = true, Required = true, IsPath = true)]
    public IReadOnlyList<string> Path { get; init; } = [];

    [Argument("The server that reads the backup's files through, where they lie with the server (SQL Server). Default: the open session with the server that wrote them.")]
    public ServerTarget? Server { get; init; }

    [Argument("Only what failed.")]
    public bool FailedOnly { get; init; }

    [Argument("Don't record the outcome in the history.")]
    public bool NoHistory { get; init; }
}
