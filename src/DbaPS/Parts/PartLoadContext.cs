using System.Reflection;
using System.Runtime.Loader;

namespace DbaPS.Parts;

/// <summary>
/// A load context of its own for one part, so that its dependencies never meet another module's.
/// The model assembly resolves to the copy already loaded: contracts are one type on both sides.
/// </summary>
internal sealed class PartLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Model = typeof(PartLoadContext).Assembly;
    private readonly AssemblyDependencyResolver _resolver;

    public PartLoadContext(string assemblyPath)
        : base($"DbaPS part {Path.GetFileNameWithoutExtension(assemblyPath)}") => _resolver = new AssemblyDependencyResolver(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Model.GetName().Name)
        {
            return Model;
        }
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
