using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>The other process of tests that need one.</summary>
public sealed class SqliteProgramChild
{
    [Fact(Explicit = true)]
    public Task Works_until_it_is_killed() => SqliteProgram.RunAsync(TestContext.Current.CancellationToken);
}
