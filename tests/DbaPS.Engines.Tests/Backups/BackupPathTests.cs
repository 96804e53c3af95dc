using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Restores;
using DbaPS.Testing;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Paths that lead to no backup: no engine comes to see them.</summary>
public sealed class BackupPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("absent", "BackupNotFound")]
    [InlineData("empty", "BackupNotFound")]
    [InlineData("cut.partial", "BackupPartial")]
    public async Task A_path_without_a_backup_is_named_with_an_advice(string name, string id)
    {
        await using var runtime = new TestRuntime();
        var path = Path.Combine(runtime.Folder, name);
        if (name != "absent")
        {
            Directory.CreateDirectory(path);
        }

        var restored = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Path = path, NewName = "never" }, cancellationToken: Token);
        var drilled = await runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Path = path }, cancellationToken: Token);
        var tested = await runtime.RunAsync("Test-DbaBackup", new BackupTestRequest { Path = [path] }, cancellationToken: Token);

        foreach (var error in (DbaError[])[Assert.Single(restored.Errors), Assert.Single(drilled.Errors)])
        {
            Assert.Equal(id, error.Id);
            Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("Get-DbaBackup", error.RecommendedAction, StringComparison.Ordinal);
        }
        var check = Assert.Single(tested.Of<BackupCheck>());
        Assert.Equal(("Failed", BackupManifest.FileName, path), (check.Result, check.File, check.Path));
    }

    [Fact]
    public async Task Listing_a_folder_that_is_not_there_is_an_error_and_an_empty_one_is_not()
    {
        await using var runtime = new TestRuntime();
        var absent = await runtime.RunAsync("Get-DbaBackup", new BackupListRequest { Path = [Path.Combine(runtime.Folder, "absent"), runtime.Folder] }, cancellationToken: Token);
        Assert.Equal("BackupNotFound", Assert.Single(absent.Errors).Id);
        Assert.Empty(absent.Written);
    }
}
