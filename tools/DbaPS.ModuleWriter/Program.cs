using System.Text;
using DbaPS.Operations;

namespace DbaPS.ModuleWriter;

/// <summary><c>DbaPS.ModuleWriter docs-folder views-folder output-folder</c>: writes the MAML file, the about topics and the views.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var (docs, views, output) = (arguments[0], arguments[1], arguments[2]);
        var help = Directory.CreateDirectory(Path.Combine(output, "en-US")).FullName;
        var pages = OperationCatalog.All.Select(o => (o, Page: HelpPage.Load(Path.Combine(docs, o.Name + ".md")))).ToList();
        Maml.Write(pages).Save(Path.Combine(help, "DbaPS.Cmdlets.dll-Help.xml"));
        foreach (var about in Directory.EnumerateFiles(docs, "about_*.md"))
        {
            var text = AboutTopic.ToText(File.ReadAllText(about));
            File.WriteAllText(Path.Combine(help, Path.GetFileNameWithoutExtension(about) + ".help.txt"), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        ViewFile.Join(Directory.EnumerateFiles(views, "*.format.ps1xml")).Save(Path.Combine(output, "DbaPS.format.ps1xml"));
        return 0;
    }
}
