using System.Text;
using DbaPS.Operations;

namespace DbaPS.HelpWriter;

/// <summary><c>DbaPS.HelpWriter docs-folder output-folder</c>: writes the MAML file and the about topics.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var (docs, output) = (arguments[0], arguments[1]);
        Directory.CreateDirectory(output);
        var pages = OperationCatalog.All.Select(o => (o, Page: HelpPage.Load(Path.Combine(docs, o.Name + ".md")))).ToList();
        Maml.Write(pages).Save(Path.Combine(output, "DbaPS.Cmdlets.dll-Help.xml"));
        foreach (var about in Directory.EnumerateFiles(docs, "about_*.md"))
        {
            var text = AboutTopic.ToText(File.ReadAllText(about));
            File.WriteAllText(Path.Combine(output, Path.GetFileNameWithoutExtension(about) + ".help.txt"), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        return 0;
    }
}
