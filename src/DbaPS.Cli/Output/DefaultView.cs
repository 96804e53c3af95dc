using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DbaPS.Cli.Output;

/// <summary>
/// What of an object is shown by default: read from the same view files PowerShell formats by, so both skins show the same columns.
/// </summary>
/// <param name="GroupBy">The property whose value heads a group of rows; null for none.</param>
internal sealed partial record DefaultView(bool IsList, IReadOnlyList<ViewColumn> Columns, string? GroupBy)
{
    private static readonly Lazy<Dictionary<string, DefaultView>> All = new(ReadAll);

    /// <summary>The view of a type or of the nearest type it derives from; null when there is none.</summary>
    public static DefaultView? Of(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.FullName is { } name && All.Value.TryGetValue(name, out var view))
            {
                return view;
            }
        }
        return null;
    }

    private static Dictionary<string, DefaultView> ReadAll()
    {
        var views = new Dictionary<string, DefaultView>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".format.ps1xml", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var view in XDocument.Load(stream).Descendants("View"))
            {
                var read = Read(view);
                foreach (var type in view.Descendants("TypeName"))
                {
                    // The first view of a type is its default one, in PowerShell too.
                    views.TryAdd(type.Value.Trim(), read);
                }
            }
        }
        return views;
    }

    private static DefaultView Read(XElement view)
    {
        if (view.Element("ListControl") is { } list)
        {
            return new DefaultView(true, [.. list.Descendants("ListItem").Select(i => Column(i, i.Element("Label")?.Value, rightAligned: false))], null);
        }
        var headers = view.Descendants("TableColumnHeader").ToList();
        var items = view.Descendants("TableColumnItem").ToList();
        return new DefaultView(false, [.. items.Select((item, i) =>
            Column(item, headers.ElementAtOrDefault(i)?.Element("Label")?.Value, headers.ElementAtOrDefault(i)?.Element("Alignment")?.Value == "Right"))],
            view.Element("GroupBy")?.Element("PropertyName")?.Value);
    }

    private static ViewColumn Column(XElement item, string? label, bool rightAligned)
    {
        // A script block only rounds or shortens one property; the console does that by itself.
        var property = item.Element("PropertyName")?.Value.Trim() ?? PropertyInScript().Match(item.Element("ScriptBlock")?.Value ?? "").Groups[1].Value;
        return new ViewColumn(property, string.IsNullOrWhiteSpace(label) ? property : label.Trim(), rightAligned);
    }

    [GeneratedRegex(@"\$_\.(\w+)")]
    private static partial Regex PropertyInScript();
}
