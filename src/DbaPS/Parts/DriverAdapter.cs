using System.Reflection;
using System.Runtime.Loader;
using DbaPS.Errors;

namespace DbaPS.Parts;

/// <summary>
/// Loads the compiled adapter between an engine and its driver. It stands in the folder <c>adapter</c> beside the engine's assembly and is built
/// apart, so that a driver's package which can't be had costs that engine only.
/// </summary>
public static class DriverAdapter
{
    /// <summary>The adapter's implementation of the engine's driver interface <typeparamref name="T"/>, in a load context of its own.</summary>
    /// <param name="engine">The engine's name for messages.</param>
    /// <param name="package">The driver's package.</param>
    /// <exception cref="DbaException">The adapter was not built, and the error names the package and the command that adds it; or it belongs to another version.</exception>
    public static T Load<T>(string engine, string package)
        where T : class
    {
        var owner = typeof(T).Assembly;
        var name = $"{owner.GetName().Name}.Adapter";
        var path = Path.Combine(Path.GetDirectoryName(owner.Location)!, "adapter", $"{name}.dll");
        if (!File.Exists(path))
        {
            throw new DbaException(DbaErrors.DriverMissing(engine, package,
                $"Use the released module, which has it; or add a package source that has {package} (dotnet nuget add source …) and build again: dotnet build src/{owner.GetName().Name} -c Release -p:RetryAdapter=true."));
        }
        try
        {
            var assembly = new Context(path, owner).LoadFromAssemblyPath(path);
            var type = assembly.GetTypes().Single(t => t is { IsAbstract: false, IsInterface: false } && typeof(T).IsAssignableFrom(t));
            return (T)Activator.CreateInstance(type, nonPublic: true)!;
        }
        catch (Exception failure) when (failure is TypeLoadException or ReflectionTypeLoadException or FileLoadException or BadImageFormatException or TargetInvocationException or InvalidOperationException)
        {
            throw new DbaException(DbaErrors.DriverUnusable(path, failure));
        }
    }

    /// <summary>The adapter and its driver apart from everything else; engine and model are the copies already loaded.</summary>
    private sealed class Context(string path, Assembly owner) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name == owner.GetName().Name)
            {
                return owner;
            }
            if (assemblyName.Name == typeof(DriverAdapter).Assembly.GetName().Name)
            {
                return typeof(DriverAdapter).Assembly;
            }
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
    }
}
