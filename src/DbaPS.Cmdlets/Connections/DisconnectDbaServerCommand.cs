using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Connections;

namespace DbaPS.Cmdlets.Connections;

[Cmdlet(VerbsCommunications.Disconnect, "DbaServer")]
[OutputType(typeof(void))]
public sealed class DisconnectDbaServerCommand : DbaCmdlet<DisconnectServer, DisconnectRequest>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SqlInstance", "ServerInstance", "Instance")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerTarget[]? Server { get; set; }

    [Parameter]
    public SwitchParameter All { get; set; }
}
