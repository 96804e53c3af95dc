using System.Management.Automation;
using DbaPS.Backups;
using DbaPS.Cmdlets.Completers;
using DbaPS.Connections;

namespace DbaPS.Cmdlets.Backups;

[Cmdlet(VerbsDiagnostic.Test, "DbaBackup")]
[OutputType(typeof(BackupCheck))]
public sealed class TestDbaBackupCommand : DbaCmdlet<TestBackup, BackupTestRequest>
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerTarget? Server { get; set; }

    [Parameter]
    public SwitchParameter FailedOnly { get; set; }

    [Parameter]
    public SwitchParameter NoHistory { get; set; }
}
