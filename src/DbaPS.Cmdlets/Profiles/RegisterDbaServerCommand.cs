using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Profiles;

namespace DbaPS.Cmdlets.Profiles;

[Cmdlet(VerbsLifecycle.Register, "DbaServer", SupportsShouldProcess = true)]
[OutputType(typeof(DbaProfileChange))]
public sealed class RegisterDbaServerCommand : DbaCmdlet<RegisterServer, RegisterServerRequest>
{
    [Parameter(Position = 0, Mandatory = true)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? Name { get; set; }

    [Parameter(Position = 1)]
    [Alias("SqlInstance", "ServerInstance", "Instance")]
    public ServerTarget? Server { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public EngineId? Engine { get; set; }

    [Parameter]
    [AllowEmptyString]
    public string? Secret { get; set; }

    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string? Group { get; set; }

    [Parameter]
    [AllowEmptyCollection]
    public string[]? Tag { get; set; }

    [Parameter]
    [AllowEmptyString]
    public string? Owner { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? RpoTarget { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? RtoTarget { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? Retention { get; set; }

    [Parameter]
    [AllowEmptyString]
    public string? DataClass { get; set; }

    [Parameter]
    public TlsMode? TlsMode { get; set; }

    [Parameter]
    public string? RootCertificate { get; set; }

    [Parameter]
    public string? ClientCertificate { get; set; }

    [Parameter]
    public string? ClientKey { get; set; }

    [Parameter]
    [AllowEmptyString]
    public string? CertificateFingerprint { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? ConnectTimeout { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? LockTimeout { get; set; }

    [Parameter]
    public string? ApplicationName { get; set; }

    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    [Parameter]
    public SwitchParameter History { get; set; }

    [Parameter]
    public SwitchParameter CreateHistory { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }
}
