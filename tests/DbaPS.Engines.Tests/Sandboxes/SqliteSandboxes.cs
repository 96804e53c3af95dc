using DbaPS.Sandboxes;
using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sandboxes;

[Covers("New-DbaSandbox", "Get-DbaSandbox", "Remove-DbaSandbox", On = [typeof(SqliteServer)])]
public sealed class SqliteSandboxes
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sandbox_is_a_file_that_is_made_listed_used_and_removed()
    {
        await using var runtime = new TestRuntime();
        var sandbox = Assert.Single((await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = new EngineId("Sqlite") }, cancellationToken: Token)).Of<DbaSandbox>());
        Assert.Equal("Running", sandbox.State);
        Assert.Null(sandbox.ProcessId);
        Assert.True(Directory.Exists(sandbox.Path));

        var listed = await runtime.RunAsync("Get-DbaSandbox", new GetSandboxRequest { SandboxId = [sandbox.SandboxId] }, cancellationToken: Token);
        Assert.Equal(sandbox.Server.Address, Assert.Single(listed.Of<DbaSandbox>()).Server.Address);
        var tables = await runtime.RunAsync("Get-DbaTable", new TableListRequest { Server = [new(sandbox.Server)] }, cancellationToken: Token);
        Assert.Empty(tables.Errors);

        var removed = await runtime.RunAsync("Remove-DbaSandbox", new RemoveSandboxRequest { SandboxId = [sandbox.SandboxId] }, cancellationToken: Token);
        Assert.Equal(ChangeStatus.Done, Assert.Single(removed.Of<DbaSandboxRemoval>()).Status);
        Assert.False(Directory.Exists(sandbox.Path));
    }
}
