using System.Management.Automation;
using DbaPS.Backups;

namespace DbaPS.Cmdlets.Backups;

[Cmdlet(VerbsDiagnostic.Test, "DbaBackup")]
[OutputType(typeof(BackupCheck))]
public sealed class TestDbaBackupCommand : DbaCmdlet<TestBackup, BackupTestRequest>
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter]
    public SwitchParameter FailedOnly { get; set; }

    [Parameter]
    public SwitchParameter NoHistory { get; set; }
}
