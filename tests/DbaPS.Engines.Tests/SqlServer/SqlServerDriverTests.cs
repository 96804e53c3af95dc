using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DbaPS.Testing;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>The real driver, as the part loads it; without it, the error that says how to get it.</summary>
public sealed class SqlServerDriverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable_and_the_password_in_no_message()
    {
        var error = await RefusalAsync(Closed(), "");
        Assert.Equal("ServerUnreachable", error.Id);
        Assert.DoesNotContain("Success", error.Message, StringComparison.Ordinal);
        Assert.Contains("TCP Provider", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{error} {error.Cause}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_no_longer_than_allowed()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var error = await RefusalAsync(((IPEndPoint)silent.LocalEndpoint).Port, "?connect_timeout=1");
        Assert.Equal("ServerUnreachable", error.Id);
    }

    private static int Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<DbaPS.Errors.DbaError> RefusalAsync(int port, string options)
    {
        await using var runtime = new TestRuntime();
        var error = await runtime.RefusalAsync(string.Create(CultureInfo.InvariantCulture, $"mssql://sa:hunter2@127.0.0.1:{port}/master{options}"), cancellationToken: Token);
        if (error.Id == "DriverMissing")
        {
            Assert.Contains("Microsoft.Data.SqlClient", error.RecommendedAction, StringComparison.Ordinal);
            Assert.Skip($"{error}");
        }
        return error;
    }
}
