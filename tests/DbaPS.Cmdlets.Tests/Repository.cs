namespace DbaPS.Cmdlets.Tests;

/// <summary>Files of the repository these tests hold against each other.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Docs => Path.Combine(Root, "docs", "en-US");

    public static string Module => Path.Combine(Root, "module");

    public static string Source => Path.Combine(Root, "src");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DbaPS.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("DbaPS.sln is in none of the folders above the test.");
    }
}
