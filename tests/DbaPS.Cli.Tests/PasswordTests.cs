namespace DbaPS.Cli.Tests;

/// <summary>Passwords stay off command lines and out of everything printed.</summary>
public sealed class PasswordTests : IDisposable
{
    private const string Canary = "c4n4ry-p4ss";

    private readonly Dbaps _dbaps = new();

    public void Dispose() => _dbaps.Dispose();

    [Theory]
    [InlineData("-Server", $"pg://app:{Canary}@localhost/shop")]
    [InlineData("-Server", $"pg://localhost/shop?password={Canary}")]
    [InlineData("-Server", $"Host=localhost;Username=app;Password={Canary}")]
    [InlineData("-Server", $"sqlite:x.db,pg://app:{Canary}@localhost/shop")]
    [InlineData("-Credential", $"app:{Canary}")]
    public async Task Are_refused_on_the_command_line(string parameter, string value)
    {
        var result = await _dbaps.RunAsync("Get-DbaServer", parameter, value, "-Engine", "PostgreSql");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("DBAPS_PASSWORD", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, result.Errors + result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DBAPS_SERVER", $"pg://app:{Canary}@127.0.0.1:1/shop")]
    [InlineData("DBAPS_PASSWORD", Canary)]
    public async Task Come_from_the_environment_and_are_never_shown(string variable, string value)
    {
        _dbaps.Environment[variable] = value;
        string[] arguments = variable == "DBAPS_SERVER" ? [] : ["-Server", "pg://127.0.0.1:1/shop", "-Credential", "app"];
        var result = await _dbaps.RunAsync(["Get-DbaServer", .. arguments, "-Verbose"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("127.0.0.1:1", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, result.Errors + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_gives_the_server()
    {
        _dbaps.Environment["DBAPS_SERVER"] = Shop.Make(_dbaps.Folder);
        Assert.Equal(2, (await _dbaps.RunAsync("Get-DbaTable")).Ok().Lines.Count);
    }
}
