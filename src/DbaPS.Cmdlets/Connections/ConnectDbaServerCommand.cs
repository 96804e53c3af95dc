using System.Management.Automation;
using DbaPS.Connections;

namespace DbaPS.Cmdlets.Connections;

[Cmdlet(VerbsCommunications.Connect, "DbaServer")]
[OutputType(typeof(DbaSession))]
public sealed class ConnectDbaServerCommand : DbaServerCmdlet<ConnectServer, ConnectRequest>
{
    [Parameter]
    public string? Database { get; set; }

    [Parameter]
    public TlsMode TlsMode { get; set; }

    [Parameter]
    public string? RootCertificate { get; set; }

    [Parameter]
    public string? ClientCertificate { get; set; }

    [Parameter]
    public string? ClientKey { get; set; }

    [Parameter]
    public string? CertificateFingerprint { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? ConnectTimeout { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? LockTimeout { get; set; }

    [Parameter]
    public string? ApplicationName { get; set; }

    [Parameter]
    public SwitchParameter ReadOnly { get; set; }
}
