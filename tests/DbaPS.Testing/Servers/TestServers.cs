using System.Collections.Concurrent;

namespace DbaPS.Testing.Servers;

/// <summary>
/// The servers started so far by this test assembly. Put <c>[assembly: AssemblyFixture(typeof(TestServers))]</c> in a test
/// project to have them stopped after its last test; without it they end with the process.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<int, Lazy<Task<PostgreSqlServer>>> Started = new();
    private static readonly ConcurrentDictionary<string, Lazy<Task<MySqlServer>>> StartedMySql = new(StringComparer.Ordinal);

    /// <summary>The shared server of a version, started at the first call.</summary>
    /// <exception cref="ServerUnavailableException">It cannot be had here: the test is skipped.</exception>
    public static PostgreSqlServer PostgreSql(int major) =>
        Started.GetOrAdd(major, version => new Lazy<Task<PostgreSqlServer>>(
            () => Task.Run(() => PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = version })))).Value.GetAwaiter().GetResult();

    /// <summary>The shared MariaDB or MySQL, started at the first call.</summary>
    /// <exception cref="ServerUnavailableException">It cannot be had here: the test is skipped.</exception>
    public static MySqlServer MySql(MySqlProduct product) =>
        StartedMySql.GetOrAdd(product.Key, _ => new Lazy<Task<MySqlServer>>(
            () => Task.Run(() => MySqlServer.StartAsync(new MySqlOptions { Product = product })))).Value.GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in StartedMySql.Values.Where(server => server.IsValueCreated && server.Value.IsCompletedSuccessfully))
        {
            await (await server.Value).DisposeAsync();
        }

        StartedMySql.Clear();

        foreach (var server in Started.Values.Where(server => server.IsValueCreated && server.Value.IsCompletedSuccessfully))
        {
            await (await server.Value).DisposeAsync();
        }

        Started.Clear();
    }
}
