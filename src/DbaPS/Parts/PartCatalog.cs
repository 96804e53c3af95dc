using System.Text.Json;

namespace DbaPS.Parts;

/// <summary>Finds the parts laid out beside the module (or the CLI) and loads one on demand.</summary>
public sealed class PartCatalog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly IReadOnlyList<PartDescriptor> _parts;

    public PartCatalog(string folder) => _parts = Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "part.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    /// <summary>The catalogue of the folder <c>parts</c> that belongs to this installation.</summary>
    public static PartCatalog Installed()
    {
        var here = Path.GetDirectoryName(typeof(PartCatalog).Assembly.Location)!;
        var beside = Path.Combine(here, "parts");
        return new(Directory.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(here) ?? here, "parts"));
    }

    public IEnumerable<PartDescriptor> OfKind(string kind) => _parts.Where(p => p.Kind == kind);

    /// <summary>Loads a part in a context of its own and creates its entry type.</summary>
    internal static T Create<T>(PartDescriptor part)
        where T : class
    {
        var path = Path.Combine(part.Folder, part.Assembly);
        var assembly = new PartLoadContext(path).LoadFromAssemblyPath(path);
        return (T)Activator.CreateInstance(assembly.GetType(part.Type, throwOnError: true)!)!;
    }

    private static PartDescriptor Read(string file) =>
        (JsonSerializer.Deserialize<PartDescriptor>(File.ReadAllText(file), Json) ?? throw new InvalidDataException($"{file} is empty.")) with { Folder = Path.GetDirectoryName(file)! };
}
