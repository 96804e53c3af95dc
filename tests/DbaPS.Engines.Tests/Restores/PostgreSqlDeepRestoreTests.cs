using DbaPS.Restores;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>The rarer objects, states and options of a database come back, and pg_dump finds no difference.</summary>
public sealed class PostgreSqlDeepRestoreTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncDisposable
{
    private readonly RestoreBench _bench = new(servers.Source, servers.Target);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Every_state_and_option_comes_back()
    {
        var database = servers.Source.CreateDatabase();
        await DeepSchema.CreateAsync(servers.Source, database, "deep");
        var backup = await _bench.BackUpAsync(database);
        var restore = await _bench.RestoredAsync(backup, "deep_copy", r => r with { Roles = RestoreRoleMode.Create, Jobs = 3 });
        await _bench.AssertSameDumpAsync(database, "deep_copy");
        Assert.DoesNotContain("canary", string.Join('\n', restore.Steps.Select(s => s.Sql)) + restore.Sql, StringComparison.Ordinal);

        var test = await _bench.DrillAsync(backup);
        Assert.Empty(test.Findings);
        Assert.Equal(test.Digest.Compared, test.Digest.Equal);
    }
}
