using System.Management.Automation;
using DbaPS.Cmdlets.Completers;
using DbaPS.Profiles;

namespace DbaPS.Cmdlets.Profiles;

[Cmdlet(VerbsCommon.Get, "DbaServerProfile")]
[OutputType(typeof(DbaServerProfile))]
public sealed class GetDbaServerProfileCommand : DbaCmdlet<GetServerProfile, ServerProfileRequest>
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[]? Group { get; set; }

    [Parameter]
    public string[]? Tag { get; set; }
}
