using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.MySql;
using DbaPS.Sandboxes;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sandboxes;

/// <summary>New-, Get- and Remove-DbaSandbox with MariaDB and MySQL.</summary>
[Covers("New-DbaSandbox", "Get-DbaSandbox", "Remove-DbaSandbox", On = [typeof(MariaDb1011), typeof(MySql9)])]
public sealed class MySqlSandboxTests
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MariaDb")]
    [InlineData("MySql")]
    public async Task A_folder_that_is_closed_to_the_server_s_account_is_named(string engine)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root starts the server as another user.");
        var (product, kind) = engine == "MariaDb" ? (MySqlProduct.MariaDb1011, MySqlDialect.MariaDb) : (MySqlProduct.MySql9, MySqlDialect.MySql);
        var closed = Directory.CreateTempSubdirectory("dbaps-closed-").FullName;
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(closed, "sandbox")).FullName;
            var plan = new SandboxPlan(folder) { ToolPath = Path.Combine(InstalledServers.MySqlFolder(product), "bin") };
            var refused = await Assert.ThrowsAsync<DbaException>(() => new MySql.Sandboxes.MySqlSandboxes(kind).StartAsync(plan, new FakePipeline(), Token));
            Assert.Equal(("SandboxFolderClosed", closed), (refused.Error.Id, refused.Error.Target));
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(closed, recursive: true);
        }
    }

    [Theory]
    [InlineData("MariaDb", 10)]
    [InlineData("MySql", 9)]
    public async Task Starts_is_found_by_another_process_and_goes_without_a_trace(string engine, int major)
    {
        var product = engine == "MariaDb" ? MySqlProduct.MariaDb1011 : MySqlProduct.MySql9;
        var programs = Path.Combine(InstalledServers.MySqlFolder(product), "bin");
        DbaSandbox made;
        await using (var runtime = new TestRuntime())
        {
            var said = await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = new EngineId(engine), ToolPath = programs, Version = major }, cancellationToken: Token);
            Assert.Empty(said.Errors);
            made = Assert.Single(said.Of<DbaSandbox>());
            Assert.Equal(("Running", major, engine), (made.State, made.ServerVersion.Major, made.Engine.Name));
            var server = await runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [new ServerTarget(made.Server)] }, cancellationToken: Token);
            Assert.StartsWith("TLSv1.", Assert.Single(server.Of<DbaServer>()).Tls, StringComparison.Ordinal);

            var password = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(made.Path, "sandbox.json"), Token)).RootElement.GetProperty("Password").GetString()!;
            Assert.DoesNotContain(password, $"{made} {string.Join(' ', said.VerboseLines)} {string.Join(' ', said.Updates)}", StringComparison.Ordinal);
            Assert.DoesNotContain(password, await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{made.ProcessId}/cmdline"), Token), StringComparison.Ordinal);
            Assert.DoesNotContain(password, await File.ReadAllTextAsync(Path.Combine(made.Path, "server", "log"), Token), StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(made.Path, "server", "init.sql")));
            var stranger = await runtime.RefusalAsync($"{product.Engine}://root:guess@127.0.0.1:{made.Server.InstanceName}/mysql?no_defaults=1", cancellationToken: Token);
            Assert.Equal("AuthenticationFailed", stranger.Id);
        }
        try
        {
            // A runtime of its own stands for another process: it knows only what is in the folder.
            await using var other = new TestRuntime();
            var found = await other.RunAsync("Get-DbaSandbox", new GetSandboxRequest { SandboxId = [made.SandboxId] }, cancellationToken: Token);
            Assert.Empty(found.Errors);
            var seen = Assert.Single(found.Of<DbaSandbox>());
            Assert.Equal((made.ProcessId, "Running", made.Server.Address), (seen.ProcessId, seen.State, seen.Server.Address));
            Assert.StartsWith("root", (await other.ConnectAsync(made.Server.Address, cancellationToken: Token)).User, StringComparison.Ordinal);
        }
        finally
        {
            await using var last = new TestRuntime();
            var removed = await last.RunAsync("Remove-DbaSandbox", new RemoveSandboxRequest { SandboxId = [made.SandboxId] }, cancellationToken: Token);
            Assert.Empty(removed.Errors);
        }
        Assert.False(Directory.Exists(made.Path));
        Assert.Null(new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{made.ProcessId}/cwd")).LinkTarget);
    }

    [Fact]
    public async Task A_version_that_is_not_installed_is_named_with_the_package()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = new EngineId("MariaDb"), Version = 77 }, cancellationToken: Token);
        var error = Assert.Single(said.Errors);
        Assert.Equal("ToolMissing", error.Id);
        Assert.Contains("mariadb-server-core", error.RecommendedAction, StringComparison.Ordinal);
    }
}
