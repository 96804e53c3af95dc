using DbaPS.Errors;
using DbaPS.Profiles;

namespace DbaPS.Cmdlets.Completers;

/// <summary>The registered servers, for completion: none where the file can't be read, which the cmdlet itself will say.</summary>
internal static class RegisteredServers
{
    public static IReadOnlyList<DbaServerProfile> Read()
    {
        try
        {
            return ModuleRuntime.Current.Profiles.Read();
        }
        catch (DbaException)
        {
            return [];
        }
    }
}
