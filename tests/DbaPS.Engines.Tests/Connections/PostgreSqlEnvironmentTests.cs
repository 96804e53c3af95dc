using DbaPS.Connections;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Connections;

/// <summary>libpq's variables and files. They belong to the whole process, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(PostgreSqlEnvironmentTests), DisableParallelization = true)]
[Collection(nameof(PostgreSqlEnvironmentTests))]
public sealed class PostgreSqlEnvironmentTests : IDisposable
{
    private static readonly string[] Names = ["PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGPASSFILE", "PGAPPNAME", "PGSSLMODE", "PGOPTIONS", "PGSERVICE", "PGSERVICEFILE"];
    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task Variables_fill_in_what_the_address_leaves_out()
    {
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        var database = server.CreateDatabase();
        Set(("PGHOST", "127.0.0.1"), ("PGPORT", $"{server.Port}"), ("PGUSER", "postgres"), ("PGPASSWORD", server.Password), ("PGDATABASE", "nowhere"));
        await using var runtime = new TestRuntime();

        Assert.Equal($"pg://postgres@127.0.0.1:{server.Port}/{database}", (await runtime.ConnectAsync($"pg:///{database}", cancellationToken: Token)).ToString());
        Assert.Equal("DatabaseMissing", (await runtime.RefusalAsync("pg://127.0.0.1", cancellationToken: Token)).Id);
        Set(("PGDATABASE", database));
        Assert.Equal(database, (await runtime.ConnectAsync("pg://127.0.0.1", cancellationToken: Token)).Database);

        Set(("PGSSLMODE", "verify-full"));
        Assert.Equal("TlsUnavailable", (await runtime.RefusalAsync("pg://127.0.0.1", cancellationToken: Token)).Id);
        Assert.NotNull(await runtime.ConnectAsync("pg://127.0.0.1?sslmode=disable", cancellationToken: Token));
    }

    [Fact]
    public async Task A_password_file_is_honoured()
    {
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        await using var runtime = new TestRuntime();
        var file = Path.Combine(runtime.Folder, "pgpass");
        await File.WriteAllTextAsync(file, $"# a comment\nelsewhere:*:*:*:wrong\n127.0.0.1:{server.Port}:*:postgres:{server.Password}\n", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.NotNull(await runtime.ConnectAsync($"{server.PasswordFreeUriOf()}?passfile={Uri.EscapeDataString(file)}", cancellationToken: Token));
        Assert.Equal("AuthenticationFailed", (await runtime.RefusalAsync(server.PasswordFreeUriOf(), cancellationToken: Token)).Id);
        Set(("PGPASSFILE", file));
        Assert.NotNull(await runtime.ConnectAsync(server.PasswordFreeUriOf(), cancellationToken: Token));
    }

    [Fact]
    public async Task A_password_file_that_others_can_read_is_passed_over_and_said_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        await using var runtime = new TestRuntime();
        var file = Path.Combine(runtime.Folder, "pgpass");
        await File.WriteAllTextAsync(file, $"*:*:*:*:{server.Password}\n", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }
        Set(("PGPASSFILE", file));

        var error = await runtime.RefusalAsync(server.PasswordFreeUriOf(), cancellationToken: Token);

        Assert.Equal("AuthenticationFailed", error.Id);
        Assert.Contains($"'{file}' was not used", error.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_gives_what_the_address_leaves_out_and_the_environment_only_the_rest()
    {
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token);
        var database = server.CreateDatabase();
        await using var runtime = new TestRuntime();
        var file = Path.Combine(runtime.Folder, "services.conf");
        await File.WriteAllTextAsync(file, $"""
            # ours
            [other]
            host=no-such-host.invalid
            [shop]
            host=127.0.0.1
            port={server.Port}
            user=postgres
            password={server.Password}
            dbname={database}
            keepalives=1
            [odd]
            host=127.0.0.1
            flavour=sour
            """, Token);
        Set(("PGSERVICEFILE", file), ("PGDATABASE", "nowhere"), ("PGPORT", "1"));

        Assert.Equal($"pg://postgres@127.0.0.1:{server.Port}/{database}", (await runtime.ConnectAsync("pg:///?service=shop", cancellationToken: Token)).ToString());
        Assert.Equal("postgres", (await runtime.ConnectAsync("pg:///postgres?service=shop", cancellationToken: Token)).Database);
        Assert.Equal("ServiceMissing", (await runtime.RefusalAsync("pg:///?service=absent", cancellationToken: Token)).Id);
        var odd = await runtime.RefusalAsync("pg:///?service=odd", cancellationToken: Token);
        Assert.Equal("ServiceUnusable", odd.Id);
        Assert.Contains("line 13", odd.Message, StringComparison.Ordinal);
        Assert.Contains("'flavour'", odd.Message, StringComparison.Ordinal);
        Set(("PGSERVICE", "shop"));
        Assert.Equal(database, (await runtime.ConnectAsync("pg:///?sslmode=disable", cancellationToken: Token)).Database);
    }

    [Fact]
    public async Task A_socket_takes_the_users_own_name_without_a_password()
    {
        var user = Environment.UserName;
        await using var server = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15, HostBasedAuthentication = [$"local all \"{user}\" peer"] }, Token);
        await server.ExecuteAsync($"CREATE ROLE \"{user}\" LOGIN SUPERUSER", cancellationToken: Token);
        await using var runtime = new TestRuntime();
        var escaped = Uri.EscapeDataString(server.SocketFolder);

        var session = await runtime.ConnectAsync($"pg://{escaped}:{server.Port}/postgres", cancellationToken: Token);
        Assert.Equal(user, session.User);
        Assert.Equal($"pg://{user}@{escaped}:{server.Port}/postgres", session.ToString());
        Assert.Equal(user, (await runtime.ConnectAsync($"pg:///postgres?host={escaped}&port={server.Port}", cancellationToken: Token)).User);
        Set(("PGHOST", server.SocketFolder), ("PGPORT", $"{server.Port}"));
        Assert.Equal(user, (await runtime.ConnectAsync("pg:///postgres", cancellationToken: Token)).User);

        Assert.NotNull(await runtime.ConnectAsync($"pg://postgres@{escaped}:{server.Port}/postgres",
            new ConnectOptions { Credential = new DbaCredential("postgres", new Secret(server.Password)) }, Token));
        var missing = await runtime.RefusalAsync($"pg://{escaped}:1/postgres", cancellationToken: Token);
        Assert.Equal("ServerUnreachable", missing.Id);
        Assert.Contains(".s.PGSQL.1", missing.Message, StringComparison.Ordinal);
    }

    private static void Set(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
