using DbaPS.Operations;
using DbaPS.Testing;

namespace DbaPS.Engines.Tests.Engines;

public sealed class SupportMatrixTests
{
    [Fact]
    public async Task The_matrix_in_the_docs_is_what_the_engines_say()
    {
        await using var runtime = new TestRuntime();
        var path = Path.Combine(RepositoryRoot(), "docs", "engines.md");
        var text = SupportMatrix.Write(runtime.Runtime).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }
        Assert.Equal(text, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_cmdlet_a_spec_claims_to_cover_exists() => Assert.All(
        typeof(SupportMatrixTests).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(CoversAttribute), inherit: false)).Cast<CoversAttribute>().SelectMany(c => c.Cmdlets),
        name => Assert.NotNull(OperationCatalog.Find(name)));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DbaPS.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository is not around the tests.");
        }
        return folder;
    }
}
