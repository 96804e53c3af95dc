using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Secrets;
using DbaPS.Testing;

namespace DbaPS.Engines.Tests.Secrets;

/// <summary>Passwords by reference: where they are taken from, and where not.</summary>
public sealed class SecretTests : IAsyncDisposable
{
    private const string Canary = "c4n4ry-reference";

    private readonly TestRuntime _runtime = new();

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public async Task From_the_environment()
    {
        Environment.SetEnvironmentVariable("DBAPS_TEST_SECRET", Canary);
        Assert.Equal(Canary, (await ReadAsync("env:DBAPS_TEST_SECRET")).Reveal());
        Assert.Equal("SecretMissing", (await RefusalAsync("env:DBAPS_TEST_NOT_THERE")).Id);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task From_a_file_that_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are Unix's; run it on Linux or macOS.");
        var file = Path.Combine(_runtime.Folder, "secret");
        Assert.Equal("SecretMissing", (await RefusalAsync($"file:{file}")).Id);
        await File.WriteAllTextAsync(file, Canary + "\r\n", Token);
        foreach (var shared in new[] { UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.OtherWrite })
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | shared);
            var error = await RefusalAsync($"file:{file}");
            Assert.Equal("SecretNotPrivate", error.Id);
            Assert.Contains("chmod 600", error.RecommendedAction, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        }
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Equal(Canary, (await ReadAsync($"file:{file}")).Reveal());
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(file, "\n", Token);
        Assert.Equal("SecretMissing", (await RefusalAsync($"file:{file}")).Id);
    }

    [Fact]
    public async Task From_a_vault_only_where_the_host_has_one()
    {
        Assert.Equal("VaultUnavailable", (await RefusalAsync("vault:Shop/Team")).Id);
        Secret? found = null;
        PipelinePump.Run(new VaultHost(), async (_, token) => found = await ReadAsync("vault:folder/Shop/Team", token), Token);
        Assert.Equal($"folder/Shop of Team {Canary}", found!.Reveal());
        var refused = Assert.Throws<DbaException>(() => PipelinePump.Run(new VaultHost(), (_, token) => ReadAsync("vault:Missing", token), Token));
        Assert.Equal("SecretMissing", refused.Error.Id);
    }

    [Fact]
    public async Task A_secret_prints_as_stars()
    {
        Environment.SetEnvironmentVariable("DBAPS_TEST_SECRET", Canary);
        Assert.Equal("***", $"{await ReadAsync("env:DBAPS_TEST_SECRET")}");
    }

    private Task<Secret> ReadAsync(string reference) => ReadAsync(reference, Token);

    private Task<Secret> ReadAsync(string reference, CancellationToken token) =>
        _runtime.Runtime.Secrets.ReadAsync(SecretReference.Parse(reference), new TokenRequest("", new EngineId("PostgreSql"), ServerAddress.Parse("pg://a@h/d")), token);

    private async Task<DbaError> RefusalAsync(string reference) => (await Assert.ThrowsAsync<DbaException>(() => ReadAsync(reference))).Error;

    private sealed class VaultHost : IPipelineHost, ISecretVault
    {
        public Secret ReadSecret(string name, string? vault) =>
            vault is null ? throw new DbaException(DbaErrors.SecretMissing(new SecretReference("vault", name), "the vault has no such secret")) : new Secret($"{name} of {vault} {Canary}");

        public void Write(object item)
        {
        }

        public void Error(DbaError error)
        {
        }

        public void Warning(string message)
        {
        }

        public void Verbose(string message)
        {
        }

        public void Progress(ProgressUpdate update)
        {
        }

        public ChangeAnswer Confirm(ChangePrompt prompt) => ChangeAnswer.Declined;
    }
}
