using System.Management.Automation;
using DbaPS.Operations;
using DbaPS.Parts;

namespace DbaPS.Cmdlets;

/// <summary>The one runtime of the process: every runspace shares its sessions. Nothing is loaded before the first cmdlet runs.</summary>
public sealed class ModuleRuntime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly object Gate = new();
    private static DbaRuntime? _current;
    private static int _imports;

    internal static DbaRuntime Current
    {
        get
        {
            lock (Gate)
            {
                return _current ??= new DbaRuntime(PartCatalog.Installed());
            }
        }
    }

    public void OnImport()
    {
        lock (Gate)
        {
            _imports++;
        }
    }

    /// <summary>Closes the sessions when the last runspace lets go of the module.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        DbaRuntime? ending = null;
        lock (Gate)
        {
            if (--_imports <= 0)
            {
                _imports = 0;
                (ending, _current) = (_current, null);
            }
        }
        if (ending is not null)
        {
            Task.Run(async () => await ending.DisposeAsync()).GetAwaiter().GetResult();
        }
    }
}
