using System.Globalization;
using System.Net.Sockets;
using DbaPS.Testing.Servers;
using Npgsql;

namespace DbaPS.Engines.Tests.Servers;

/// <summary>The fixtures other tests stand on.</summary>
public abstract class PostgreSqlServerSpec(int major)
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_answers_its_version_and_leaves_nothing_behind()
    {
        var server = await StartAsync();
        var folder = server.Folder;
        var port = server.Port;
        Assert.True(Directory.Exists(folder));
        Assert.NotNull(server.ProcessId);
        var answer = Convert.ToString(await server.ScalarAsync("SHOW server_version_num", cancellationToken: Token), CultureInfo.InvariantCulture);
        Assert.StartsWith(major.ToString(CultureInfo.InvariantCulture), answer, StringComparison.Ordinal);
        Assert.StartsWith($"{major}.", server.Version, StringComparison.Ordinal);
        Assert.Equal($"pg://postgres:{server.Password}@127.0.0.1:{port}/postgres", server.Uri);

        await server.DisposeAsync();
        Assert.False(Directory.Exists(folder));
        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync("127.0.0.1", port, Token));
    }

    [Fact]
    public async Task Refuses_a_wrong_password_and_keeps_to_scram()
    {
        await using var server = await StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Password = "wrong" }.ConnectionString;
        await using var connection = new NpgsqlConnection(wrong);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Token));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal("scram-sha-256", await server.ScalarAsync("SHOW password_encryption", cancellationToken: Token));
        Assert.DoesNotContain(server.Password, server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preloads_pg_stat_statements()
    {
        await using var server = await StartAsync();
        Assert.SkipUnless(server.HasContrib, $"PostgreSQL {major} came without contrib. Install postgresql-contrib of that version.");
        await server.ExecuteAsync("CREATE EXTENSION pg_stat_statements; SELECT 42", cancellationToken: Token);
        Assert.True(await server.ScalarAsync("SELECT count(*) FROM pg_stat_statements", cancellationToken: Token) is long and > 0);
    }

    [Fact]
    public async Task Keeps_committed_rows_over_a_crash_and_a_restart()
    {
        await using var server = await StartAsync();
        var database = server.CreateDatabase();
        await server.ExecuteAsync("CREATE TABLE kept (id int); INSERT INTO kept SELECT generate_series(1, 1000)", database, Token);
        await server.ExecuteAsync("CHECKPOINT", database, Token);
        var port = server.Port;

        await server.CrashAsync(Token);
        Assert.Null(server.ProcessId);
        await Assert.ThrowsAsync<NpgsqlException>(() => server.ScalarAsync("SELECT 1", database, Token));

        await server.StartAgainAsync(Token);
        Assert.Equal(port, server.Port);
        Assert.Equal(1000L, await server.ScalarAsync("SELECT count(*) FROM kept", database, Token));
        Assert.Contains("was not properly shut down", server.Log, StringComparison.Ordinal);

        await server.RestartAsync(Token);
        Assert.Equal(1000L, await server.ScalarAsync("SELECT count(*) FROM kept", database, Token));
    }

    [Fact]
    public async Task Shows_a_certificate_that_its_own_authority_vouches_for()
    {
        await using var server = await StartAsync(new PostgreSqlOptions { Major = major, RequireTls = true });
        var verified = new NpgsqlConnectionStringBuilder(server.ConnectionString())
        {
            SslMode = SslMode.VerifyFull,
            RootCertificate = server.CertificateAuthorityFile,
            Host = "localhost",
        };
        await using var connection = new NpgsqlConnection(verified.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", connection);
        Assert.Equal(true, await command.ExecuteScalarAsync(Token));

        verified.SslMode = SslMode.Disable;
        await using var plain = new NpgsqlConnection(verified.ConnectionString);
        await Assert.ThrowsAsync<PostgresException>(() => plain.OpenAsync(Token));
    }

    [Fact]
    public async Task Gives_other_ids_than_another_server_when_asked_to()
    {
        await using var plain = await StartAsync();
        await using var burnt = await StartAsync(new PostgreSqlOptions { Major = major, BurntIds = 3000 });
        const string Script = "CREATE TABLE t (id int)";
        await plain.ExecuteAsync(Script, cancellationToken: Token);
        await burnt.ExecuteAsync(Script, cancellationToken: Token);
        foreach (var id in (string[])["SELECT 't'::regclass::oid::int8", "SELECT pg_current_xact_id()::text::int8"])
        {
            var before = (long)(await plain.ScalarAsync(id, cancellationToken: Token))!;
            var after = (long)(await burnt.ScalarAsync(id, cancellationToken: Token))!;
            Assert.InRange(after - before, 2500, 5000);
        }
    }

    private Task<PostgreSqlServer> StartAsync(PostgreSqlOptions? options = null) =>
        PostgreSqlServer.StartAsync(options ?? new PostgreSqlOptions { Major = major }, Token);
}
