using System.Text.RegularExpressions;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>Command logs kept as text; UPDATE_GOLDEN=1 writes them anew.</summary>
internal static partial class Golden
{
    public static async Task HoldsAsync(string name, IReadOnlyList<string> log, CancellationToken cancellationToken)
    {
        var text = string.Join('\n', log.Select(Steady)) + "\n";
        var file = Path.Combine(Folder(), $"{name}.golden");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, text, cancellationToken);
        }
        Assert.Equal((await File.ReadAllTextAsync(file, cancellationToken)).ReplaceLineEndings("\n"), text);
    }

    /// <summary>Every statement of every log, without the database it went to.</summary>
    public static IEnumerable<(string Log, string Statement)> Statements() => Directory.EnumerateFiles(Folder(), "*.golden").Order(StringComparer.Ordinal)
        .SelectMany(f => File.ReadLines(f).Select(l => (Path.GetFileNameWithoutExtension(f), l[(l.IndexOf("> ", StringComparison.Ordinal) + 2)..])))
        .Where(s => !s.Item2.StartsWith("-- ", StringComparison.Ordinal) && !s.Item2.StartsWith("begin transaction", StringComparison.Ordinal) && s.Item2 is not "commit" and not "rollback");

    /// <summary>Ids and moments are other ones every time.</summary>
    private static string Steady(string line) => Id().Replace(Moment().Replace(line, "{moment}"), "{id}");

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DbaPS.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository is not around the tests.");
        }
        return Path.Combine(folder, "tests", "DbaPS.Engines.Tests", "SqlServer", "golden");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=[_-])[0-9a-f]{8}(?=[^0-9a-f])")]
    private static partial Regex Id();

    [GeneratedRegex("[0-9]{8}T[0-9]{6}Z")]
    private static partial Regex Moment();
}
