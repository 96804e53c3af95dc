using System.Net;
using System.Net.Sockets;
using DbaPS.Restores;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>A disk that fills up and a connection that breaks: nothing under the final name, the earlier database as it was, and what is left has a name.</summary>
public sealed class PostgreSqlRestoreDisruptionTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncDisposable
{
    private readonly RestoreBench _bench = new(servers.Source, servers.Target);

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_full_disk_of_the_target_leaves_the_earlier_database()
    {
        var backup = await _bench.BackUpAsync(await BigAsync());
        await using var disk = await FullDisk.CreateAsync(220L << 20, Token);
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15, Parent = disk.Folder, Settings = new Dictionary<string, string> { ["max_wal_size"] = "'64MB'", ["min_wal_size"] = "'32MB'" } }, Token);
        await server.ExecuteAsync("CREATE DATABASE kept", cancellationToken: Token);
        await server.ExecuteAsync("CREATE TABLE old AS SELECT 42 AS answer", "kept", Token);
        disk.Fill(leave: 24L << 20);
        var said = await _bench.RestoreAsync(backup, "kept", r => r with { Server = [server.Uri], Force = true });
        Assert.Contains("No space left", Assert.Single(said.Errors).Message, StringComparison.Ordinal);
        disk.Drain();
        if (server.ProcessId is null || await TryAsync(() => server.ScalarAsync("SELECT 1", cancellationToken: Token)) is null)
        {
            await server.RestartAsync(Token);
        }
        Assert.Equal(42, await server.ScalarAsync("SELECT answer FROM old", "kept", Token));
        var again = await _bench.RestoreAsync(backup, "kept", r => r with { Server = [server.Uri], Force = true, RemoveLeftovers = true });
        Assert.Empty(again.Errors);
        Assert.Equal(0L, await server.ScalarAsync("SELECT count(*) FROM pg_database WHERE datname ~ '_restoring_'", cancellationToken: Token));
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_what_the_next_plan_names_and_removes()
    {
        var backup = await _bench.BackUpAsync(await BigAsync());
        using var relay = new CuttingRelay(servers.Target.Port, cutAfter: 12L << 20);
        var uri = servers.Target.Uri.Replace($":{servers.Target.Port}/", $":{relay.Port}/", StringComparison.Ordinal);
        var said = await _bench.RestoreAsync(backup, "cut", r => r with { Server = [uri], Jobs = 1 });
        Assert.Contains("_restoring_", Assert.Single(said.Errors).RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("cut", await _bench.DatabasesAsync());
        await WaitAsync(async () => await _bench.TargetAsync("SELECT count(*) FROM pg_stat_activity WHERE datname ~ '^cut_restoring_'") is 0L);
        var plan = (await _bench.RestoreAsync(backup, "cut", r => r with { PlanOnly = true })).Of<DbaRestore>().Single().Plan;
        Assert.Contains(plan.Leftovers, l => l.StartsWith("cut_restoring_", StringComparison.Ordinal));
        await _bench.RestoredAsync(backup, "cut", r => r with { RemoveLeftovers = true });
        Assert.DoesNotContain(await _bench.DatabasesAsync(), d => d.StartsWith("cut_restoring_", StringComparison.Ordinal));
    }

    private async Task<string> BigAsync()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE TABLE big AS SELECT i, repeat(md5(i::text), 20) AS v FROM generate_series(1, 60000) i", database, Token);
        return database;
    }

    private static async Task<object?> TryAsync(Func<Task<object?>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (failure is Npgsql.NpgsqlException or SocketException)
        {
            return null;
        }
    }

    private async Task WaitAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(50, Token);
        }
    }

    /// <summary>A port that leads to the server until so many bytes went there, and to nobody afterwards.</summary>
    private sealed class CuttingRelay : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _target;
        private readonly CancellationTokenSource _cut = new();
        private long _left;

        public CuttingRelay(int target, long cutAfter)
        {
            (_target, _left) = (target, cutAfter);
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _ = AcceptAsync();
        }

        public int Port { get; }

        public void Dispose()
        {
            _cut.Cancel();
            _listener.Dispose();
            _cut.Dispose();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (!_cut.IsCancellationRequested)
                {
                    _ = ServeAsync(await _listener.AcceptTcpClientAsync(_cut.Token));
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                _listener.Stop();
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            using (var server = new TcpClient())
            {
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, _target, _cut.Token);
                    await Task.WhenAny(PumpAsync(client.GetStream(), server.GetStream(), counts: true), PumpAsync(server.GetStream(), client.GetStream(), counts: false));
                }
                catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
                {
                    // Cut: both ends see it.
                }
            }
        }

        private async Task PumpAsync(NetworkStream from, NetworkStream to, bool counts)
        {
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await from.ReadAsync(buffer, _cut.Token)) > 0)
            {
                if (counts && Interlocked.Add(ref _left, -read) < 0)
                {
                    await _cut.CancelAsync();
                    _listener.Stop();
                    return;
                }
                await to.WriteAsync(buffer.AsMemory(0, read), _cut.Token);
            }
        }
    }
}
