using System.Text.Json;

namespace DbaPS.Cli.Tests;

/// <summary>Sandboxes where the folder for temporary files has an odd name.</summary>
public sealed class SandboxFolderTests : IDisposable
{
    private readonly Dbaps _dbaps = new();

    public void Dispose() => _dbaps.Dispose();

    [Theory]
    [InlineData("with space")]
    [InlineData("it's one")]
    [InlineData("größe 数据 😀")]
    [InlineData("a;b&c|d (e) *")]
    [InlineData("-dash")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_sandbox_works_there_and_leaves_nothing(string name)
    {
        var folder = Prepare(name);
        var made = await _dbaps.RunAsync("New-DbaSandbox", "PostgreSql", "-NoInput", "-Confirm:$false", "-Output", "json");
        Assert.True(made.ExitCode == 0, made.Errors);
        using var json = JsonDocument.Parse(made.Output);
        var sandbox = json.RootElement[0];
        var answer = await _dbaps.RunAsync("Invoke-DbaSql", "-Server", sandbox.GetProperty("Server").GetString()!, "-NoInput", "-Query", "SELECT 41 + 1 AS answer");
        var removed = await _dbaps.RunAsync("Remove-DbaSandbox", sandbox.GetProperty("SandboxId").GetString()!, "-NoInput", "-Confirm:$false");

        Assert.Equal("{\"answer\":42}", answer.Output.Trim());
        Assert.True(removed.ExitCode == 0, removed.Errors);
        Assert.Empty(Left(folder));
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a$b")]
    [InlineData("a`b")]
    [InlineData("a\\b")]
    public async Task One_that_would_reach_a_shell_is_refused_and_leaves_nothing(string name)
    {
        var folder = Prepare(name);
        var refused = await _dbaps.RunAsync("New-DbaSandbox", "PostgreSql", "-NoInput", "-Confirm:$false");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("TMPDIR", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Left(folder));
    }

    [Fact]
    public async Task One_that_is_closed_to_the_server_s_account_is_named_and_nothing_is_left()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root starts the server as another user.");
        var folder = Prepare("open");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_dbaps.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var refused = await _dbaps.RunAsync("New-DbaSandbox", "PostgreSql", "-NoInput", "-Confirm:$false");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains($"may not enter {_dbaps.Folder}.", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("TMPDIR", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Left(folder));
    }

    private static IEnumerable<string> Left(string folder) => Directory.EnumerateDirectories(folder, "dbaps-sandboxes-*").SelectMany(Directory.EnumerateFileSystemEntries);

    private string Prepare(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TMPDIR is Unix's.");
        Assert.SkipUnless(Directory.Exists("/usr/lib/postgresql/15/bin"), "PostgreSQL is not installed: tests/servers/install adds it.");
        if (!OperatingSystem.IsWindows())
        {
            // The server's own account passes through where root starts it.
            File.SetUnixFileMode(_dbaps.Folder, File.GetUnixFileMode(_dbaps.Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
        var folder = Directory.CreateDirectory(Path.Combine(_dbaps.Folder, name)).FullName;
        _dbaps.Environment["TMPDIR"] = folder;
        return folder;
    }
}
