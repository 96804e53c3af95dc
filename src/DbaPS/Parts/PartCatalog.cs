using System.Text.Json;

namespace DbaPS.Parts;

/// <summary>Finds the parts laid out beside the module (or the CLI) and loads one on demand.</summary>
public sealed class PartCatalog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly IReadOnlyList<PartDescriptor> _parts;

    public PartCatalog(string folder) => _parts = Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "part.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Order(StringComparer.Ordinal).SelectMany(Read)]
        : [];

    /// <summary>The catalogue of the folder <c>parts</c> that belongs to this installation.</summary>
    public static PartCatalog Installed()
    {
        var here = Path.GetDirectoryName(typeof(PartCatalog).Assembly.Location)!;
        var beside = Path.Combine(here, "parts");
        return new(Directory.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(here) ?? here, "parts"));
    }

    public IEnumerable<PartDescriptor> OfKind(string kind) => _parts.Where(p => p.Kind == kind);

    /// <summary>One description, or a list of them where an assembly serves several engines.</summary>
    private static IEnumerable<PartDescriptor> Read(string file)
    {
        using var description = JsonDocument.Parse(File.ReadAllText(file));
        var entries = description.RootElement is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [description.RootElement];
        return [.. entries.Select(entry => entry.Deserialize<PartDescriptor>(Json)! with { Folder = Path.GetDirectoryName(file)! })];
    }
}
