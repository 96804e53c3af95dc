using System.Management.Automation;
using DbaPS.Servers;

namespace DbaPS.Cmdlets.Servers;

[Cmdlet(VerbsCommon.Get, "DbaServer")]
[OutputType(typeof(DbaServer))]
public sealed class GetDbaServerCommand : DbaServerCmdlet<GetServer, ServerIdentityRequest>
{
}
