using System.Management.Automation;
using DbaPS.Backups;
using DbaPS.Cmdlets.Completers;

namespace DbaPS.Cmdlets.Backups;

[Cmdlet(VerbsData.Backup, "DbaDatabase", SupportsShouldProcess = true)]
[OutputType(typeof(DbaBackup))]
public sealed class BackupDbaDatabaseCommand : DbaDatabaseCmdlet<BackupDatabase, BackupRequest>
{
    [Parameter(Mandatory = true, Position = 1)]
    public string? Path { get; set; }

    [Parameter]
    public string? ServerPath { get; set; }

    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public string[]? IncludeSchema { get; set; }

    [Parameter]
    public string[]? ExcludeSchema { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? IncludeTable { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? ExcludeTable { get; set; }

    [Parameter]
    public BackupCompression Compression { get; set; }

    [Parameter]
    [ValidateRange(1, 64)]
    public int Jobs { get; set; }

    [Parameter]
    public string? ToolPath { get; set; }

    [Parameter]
    public SwitchParameter IncludePasswordHashes { get; set; }

    [Parameter]
    public SwitchParameter AllowIncomplete { get; set; }

    [Parameter]
    public SwitchParameter SkipSpaceCheck { get; set; }

    [Parameter]
    public string? DigestKeyFile { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan LockTimeout { get; set; }
}
