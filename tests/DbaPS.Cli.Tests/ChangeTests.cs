namespace DbaPS.Cli.Tests;

/// <summary>Nothing is lost without being asked.</summary>
public sealed class ChangeTests : IDisposable
{
    private readonly Dbaps _dbaps = new();

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task What_loses_something_needs_yes_where_nobody_can_be_asked()
    {
        var made = (await _dbaps.RunAsync("New-DbaSandbox", "Sqlite", "-Lifetime", "1h30m")).Ok().Lines[0];
        var id = made.GetProperty("SandboxId").GetString()!;
        Assert.Equal(90, (made.GetProperty("ExpiresAt").GetDateTimeOffset() - made.GetProperty("StartedAt").GetDateTimeOffset()).TotalMinutes, 0.1);

        var declined = await _dbaps.RunAsync("Remove-DbaSandbox", id);
        Assert.Equal(1, declined.ExitCode);
        Assert.Contains("-Yes", declined.Errors, StringComparison.Ordinal);
        Assert.Equal("Declined", declined.Lines[0].GetProperty("Status").GetString());

        var shown = (await _dbaps.RunAsync("Remove-DbaSandbox", id, "-WhatIf")).Ok();
        Assert.Contains("what if: ", shown.Errors, StringComparison.Ordinal);
        Assert.Equal("WhatIf", shown.Lines[0].GetProperty("Status").GetString());
        Assert.Single((await _dbaps.RunAsync("Get-DbaSandbox")).Ok().Lines);

        var removed = (await _dbaps.RunAsync("Remove-DbaSandbox", id, "-Yes")).Ok();
        Assert.Equal("Done", removed.Lines[0].GetProperty("Status").GetString());
        Assert.Empty((await _dbaps.RunAsync("Get-DbaSandbox")).Ok().Lines);
    }

    [Fact]
    public async Task What_only_adds_does_not_ask_unless_told()
    {
        Assert.Empty((await _dbaps.RunAsync("New-DbaSandbox", "Sqlite", "-WhatIf")).Ok().Lines);
        Assert.Equal(1, (await _dbaps.RunAsync("New-DbaSandbox", "Sqlite", "-Confirm")).ExitCode);
        Assert.Empty((await _dbaps.RunAsync("Get-DbaSandbox")).Ok().Lines);
    }
}
