using System.Web;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Profiles;
using DbaPS.Secrets;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Secrets;

/// <summary>
/// The contract of azure: secrets, with an endpoint of this machine in the place of Azure's. The token it gives is the password
/// of a real server, so that a login shows that it arrived.
/// </summary>
public sealed class AzureIdentityTests(PostgreSql15 postgres, MariaDb1011 maria) : IClassFixture<PostgreSql15>, IClassFixture<MariaDb1011>, IAsyncDisposable
{
    private const string Header = "c4n4ry-identity-header";

    private readonly TestRuntime _runtime = new();

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public async Task A_managed_identity_logs_in_and_one_token_serves_until_it_is_about_to_end()
    {
        await using var azure = Endpoint(postgres.Server.Password, TimeSpan.FromHours(1));
        using var variables = AppService(azure);
        await RegisterAsync("shop", postgres.Server, "azure:");
        for (var i = 0; i < 2; i++)
        {
            var said = await _runtime.RunAsync("Connect-DbaServer", new ConnectRequest { Server = ["shop"] }, cancellationToken: Token);
            Assert.Empty(said.Errors);
        }
        var asked = HttpUtility.ParseQueryString(new Uri(azure.Address + Assert.Single(azure.Asked)).Query);
        Assert.Equal("https://ossrdbms-aad.database.windows.net", asked["resource"]);
        Assert.Null(asked["client_id"]);
    }

    [Fact]
    public async Task A_token_that_is_about_to_end_is_asked_for_anew()
    {
        await using var azure = Endpoint(maria.Server.Password, TimeSpan.FromMinutes(2));
        using var variables = AppService(azure);
        await RegisterAsync("shop", maria.Server, "azure:6f2c1b1a-0000-4000-8000-000000000001");
        var pipeline = new FakePipeline();
        await _runtime.RunAsync("Test-DbaServer", new ServerTestRequest { Server = ["shop"] }, pipeline, Token);
        Assert.Empty(pipeline.Errors);
        Assert.Equal(ServerCheckStatus.Passed, pipeline.Of<DbaServerCheck>().Single(c => c.Check == "Login").Status);
        var before = azure.Asked.Count;
        await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = ["shop"] }, pipeline, Token);
        Assert.Empty(pipeline.Errors);
        Assert.True(azure.Asked.Count > before);
        Assert.All(azure.Asked, url => Assert.Contains("client_id=6f2c1b1a-0000-4000-8000-000000000001", url, StringComparison.Ordinal));

        var output = string.Join('\n', pipeline.Written.Concat(pipeline.VerboseLines).Concat(pipeline.Warnings).Select(o => $"{o}"));
        Assert.DoesNotContain(maria.Server.Password, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Header, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_of_Azures_asks_its_metadata()
    {
        await using var azure = new TokenEndpoint(request => request.Headers["Metadata"] == "true" ? Answer(postgres.Server.Password, TimeSpan.FromHours(1)) : null);
        using var variables = new EnvironmentScope(("AZURE_POD_IDENTITY_AUTHORITY_HOST", azure.Address), ("IDENTITY_ENDPOINT", null), ("IDENTITY_HEADER", null), ("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential"));
        await RegisterAsync("shop", postgres.Server, "azure:6f2c1b1a-0000-4000-8000-000000000002");
        var said = await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = ["shop"] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        Assert.Contains(azure.Asked, url => url.StartsWith("/metadata/identity/oauth2/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_says_what_to_do_and_what_else_there_is()
    {
        await using var azure = new TokenEndpoint(_ => null);
        using var variables = AppService(azure);
        await RegisterAsync("shop", postgres.Server, "azure:6f2c1b1a-0000-4000-8000-000000000003");
        var error = Assert.Single((await _runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = ["shop"] }, cancellationToken: Token)).Errors);
        Assert.Equal(("TokenRefused", DbaErrorCategory.AuthenticationError), (error.Id, error.Category));
        Assert.Contains("managed identity", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(Header, error.ToString(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<DbaException>(() =>
            _runtime.Runtime.Secrets.ReadAsync(SecretReference.Parse("azure:"), new TokenRequest("", new EngineId("Sqlite"), ServerAddress.Parse("pg://a@h/d")), Token));
        Assert.Equal("TokenRefused", refused.Error.Id);
    }

    private static EnvironmentScope AppService(TokenEndpoint azure) => new(("IDENTITY_ENDPOINT", $"{azure.Address}/msi/token"), ("IDENTITY_HEADER", Header));

    private static TokenEndpoint Endpoint(string token, TimeSpan life) => new(request => request.Headers["X-IDENTITY-HEADER"] == Header ? Answer(token, life) : null);

    private static Dictionary<string, string> Answer(string token, TimeSpan life) => new()
    {
        ["access_token"] = token,
        ["expires_on"] = (DateTimeOffset.UtcNow + life).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["resource"] = "https://ossrdbms-aad.database.windows.net",
        ["token_type"] = "Bearer",
    };

    private async Task RegisterAsync(string name, INetworkServer server, string secret) =>
        Assert.Empty((await _runtime.RunAsync("Register-DbaServer", new RegisterServerRequest { Name = name, Server = server.PasswordFreeUriOf(), Secret = secret }, cancellationToken: Token)).Errors);
}
