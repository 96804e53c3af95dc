using System.Management.Automation;
using DbaPS.Servers;

namespace DbaPS.Cmdlets.Servers;

[Cmdlet(VerbsDiagnostic.Test, "DbaServer")]
[OutputType(typeof(DbaServerCheck))]
public sealed class TestDbaServerCommand : DbaServerCmdlet<TestServer, ServerTestRequest>
{
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Count { get; set; }
}
