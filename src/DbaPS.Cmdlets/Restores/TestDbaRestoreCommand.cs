using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Connections;
using DbaPS.Restores;

namespace DbaPS.Cmdlets.Restores;

[Cmdlet(VerbsDiagnostic.Test, "DbaRestore", SupportsShouldProcess = true)]
[OutputType(typeof(DbaRestoreTest))]
public sealed class TestDbaRestoreCommand : DbaCmdlet<TestRestore, RestoreTestRequest>
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("BackupPath", "FullName")]
    public string? Path { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? BackupId { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerTarget? Server { get; set; }

    [Parameter]
    public string[]? Assert { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? RpoTarget { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? RtoTarget { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerTarget? Source { get; set; }

    [Parameter]
    public int? Version { get; set; }

    [Parameter]
    public string? ToolPath { get; set; }

    [Parameter]
    public string? DigestKeyFile { get; set; }

    [Parameter]
    public SwitchParameter KeepSandbox { get; set; }

    [Parameter]
    public SwitchParameter NoHistory { get; set; }

    [Parameter]
    [ValidateRange(1, 64)]
    public int Jobs { get; set; }
}
