namespace DbaPS.Cli.Tests;

/// <summary>JSON Lines on standard input.</summary>
public sealed class PipelineTests : IDisposable
{
    private readonly Dbaps _dbaps = new();
    private readonly string _server;

    public PipelineTests() => _server = Shop.Make(_dbaps.Folder);

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task Commands_chain()
    {
        var tables = (await _dbaps.RunAsync("Get-DbaTable", _server)).Ok().Output;
        var indexes = (await _dbaps.RunWithInputAsync(tables, "Get-DbaIndex")).Ok().Lines;
        Assert.Equal("orders_customer", Assert.Single(indexes).GetProperty("Index").GetString());
    }

    [Fact]
    public async Task The_command_line_wins_over_the_input()
    {
        var result = (await _dbaps.RunWithInputAsync($$"""{"Server":"{{_server}}","Table":"customers"}""", "Get-DbaIndex", "-Table", "orders")).Ok();
        Assert.Equal("orders", Assert.Single(result.Lines).GetProperty("Table").GetString());
    }

    [Fact]
    public async Task Names_ignore_case_and_aliases_count()
    {
        var result = (await _dbaps.RunWithInputAsync($$"""{"sqlinstance":"{{_server}}"}""", "Get-DbaServer")).Ok();
        Assert.Single(result.Lines);
    }

    [Fact]
    public async Task A_bad_line_is_an_error_and_the_others_run()
    {
        var good = $$"""{"Server":"{{_server}}"}""";
        var result = await _dbaps.RunWithInputAsync($"not json, hunter2\n{good}\n\n[1]\n{{\"Colour\":\"red\"}}\n{good}\n", "Get-DbaServer");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.Lines.Count);
        Assert.Contains("Line 1 of standard input", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Line 4 of standard input", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Line 5 of standard input", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_input_does_not_stop_a_reading_command() =>
        Assert.Equal(2, (await _dbaps.RunAsync("Get-DbaTable", "-Server", _server)).Ok().Lines.Count);

    [Fact]
    public async Task An_empty_input_never_changes_a_default()
    {
        var result = await _dbaps.RunAsync("Remove-DbaSandbox", "-Expired", "-Yes");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("changed nothing", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("changed nothing", (await _dbaps.RunAsync("Remove-DbaSandbox", "-Expired", "-Yes", "-NoInput")).Ok().Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_is_not_waited_for_when_nothing_is_open()
    {
        // Standard input stays open here: a program that waited for it would not end.
        using var process = _dbaps.Start("Get-DbaServer", "-Server", _server);
        Assert.Single((await Dbaps.EndAsync(process)).Ok().Lines);
    }
}
