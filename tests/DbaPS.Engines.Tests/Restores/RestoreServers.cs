using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Two servers of version 15 whose object ids differ on purpose: a source and a target. Started at first use, stopped after the class.</summary>
public sealed class RestoreServers : IAsyncLifetime
{
    public PostgreSqlServer Source { get; private set; } = null!;

    public PostgreSqlServer Target { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Source = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 });
        Assert.SkipUnless(Source.HasClientPrograms, "pg_dump 15 is not installed. Install postgresql-client-15.");
        Target = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15, BurntIds = 5000 });
    }

    public async ValueTask DisposeAsync()
    {
        await (Source?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Target?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
