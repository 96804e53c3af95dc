using System.Management.Automation;
using DbaPS.Backups;
using DbaPS.Cmdlets.Completers;
using DbaPS.Connections;

namespace DbaPS.Cmdlets.Backups;

[Cmdlet(VerbsCommon.Get, "DbaBackup")]
[OutputType(typeof(DbaBackup))]
public sealed class GetDbaBackupCommand : DbaCmdlet<GetBackup, BackupListRequest>
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter]
    [Alias("SqlInstance", "ServerInstance", "Instance")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerTarget[]? Server { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    [Parameter]
    public string[]? BackupId { get; set; }

    [Parameter]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    public DateTimeOffset? Until { get; set; }

    [Parameter]
    public SwitchParameter Newest { get; set; }

    [Parameter]
    public SwitchParameter IncludePartial { get; set; }
}
