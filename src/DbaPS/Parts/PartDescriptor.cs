using System.Collections.Concurrent;
using System.Reflection;

namespace DbaPS.Parts;

/// <summary>What a part's <c>part.json</c> says.</summary>
/// <param name="Kind"><c>engine</c>, <c>storage</c>, <c>identity</c> or <c>telemetry</c>.</param>
/// <param name="Name">The part's name, e.g. <c>PostgreSql</c>.</param>
/// <param name="Schemes">The address schemes it serves, lower case, the usual one first.</param>
/// <param name="Assembly">The file with its entry type.</param>
/// <param name="Type">The entry type's full name.</param>
public sealed record PartDescriptor(string Kind, string Name, IReadOnlyList<string> Schemes, string Assembly, string Type)
{
    /// <summary>Once in a process, however many catalogues name a part: a load context is never given back.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.Ordinal);

    /// <summary>True for an engine that works on a file in this process: its address is <c>scheme:path</c>.</summary>
    public bool Embedded { get; init; }

    /// <summary>The TCP port the engine's servers usually listen at; null where there is none.</summary>
    public int? Port { get; init; }

    /// <summary>The folder it was found in.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Loads the part, in a context of its own, and creates its entry type. Entries of one assembly share its context.</summary>
    internal T Create<T>()
        where T : class
    {
        var path = Path.GetFullPath(Path.Combine(Folder, Assembly));
        var assembly = Loaded.GetOrAdd(path, static path => new(() => new PartLoadContext(path).LoadFromAssemblyPath(path))).Value;
        return (T)Activator.CreateInstance(assembly.GetType(Type, throwOnError: true)!)!;
    }
}
