using System.Net.Sockets;
using System.Text.RegularExpressions;
using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Indexes;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Tours;

namespace DbaPS.Engines.Tests.Tours;

/// <summary>Start-DbaTour on any engine.</summary>
public abstract partial class TourSpec
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected abstract string Engine { get; }

    /// <summary>True when the slow queries come from the server's own counters, over the time the workload ran.</summary>
    protected abstract bool Counts { get; }

    /// <summary>Where the engine's programs are; null for the usual places.</summary>
    protected virtual string? Programs => null;

    [Fact]
    public async Task Does_the_main_job_and_leaves_the_report_alone()
    {
        await using var runtime = new TestRuntime();
        var report = Path.Combine(runtime.Folder, "tour.html");

        var said = await runtime.RunAsync("Start-DbaTour", new TourRequest { Engine = new EngineId(Engine), ToolPath = Programs, ReportPath = report }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        var steps = said.Of<DbaTourStep>();
        Assert.Equal(Enumerable.Range(1, 10), steps.Select(s => s.Number));
        Assert.Equal(report, steps[^1].Report);
        Assert.NotEmpty(said.Of<SlowQuery>());
        Assert.All(said.Of<SlowQuery>(), q => Assert.Equal(Counts, q.QueryId is not null));
        var index = Assert.Single(said.Of<DbaIndexChange>());
        Assert.True(index.Measurements.Max(m => m.Benefit) > 0.5, $"No statement became twice as fast: {string.Join("; ", index.Measurements)}");
        Assert.Equal("Complete", Assert.Single(said.Of<DbaBackup>()).Status);
        var drills = said.Of<DbaRestoreTest>();
        Assert.True(drills[0].Passed);
        Assert.Equal(3, drills.Count);
        Assert.Contains(drills[1].Findings, f => f.Kind == RestoreFindingKind.FileDamaged);
        var changed = Assert.Single(drills[2].Findings, f => f.Kind == RestoreFindingKind.RowsChanged);
        Assert.EndsWith("orders", changed.Object, StringComparison.Ordinal);
        Assert.Contains("4711", changed.Message, StringComparison.Ordinal);
        var dropped = Assert.Single(drills[2].Findings, f => f.Kind == RestoreFindingKind.RowsMissing);
        Assert.EndsWith("order_line", dropped.Object, StringComparison.Ordinal);
        Assert.Contains("815, 1", dropped.Message, StringComparison.Ordinal);
        Assert.Equal(2, drills[2].Findings.Count);
        Assert.Contains("4711", steps[8].Result, StringComparison.Ordinal);
        Assert.False(await IsThereAsync(ServerAddress.Parse(steps[0].Server.Address)), "The sandbox is gone.");
        Assert.False(Directory.Exists(Assert.Single(said.Of<DbaBackup>()).Path));
        Assert.False(File.Exists(runtime.Runtime.History.Location), "The user's history has nothing of the tour.");
        Assert.Contains(said.Updates, u => u.Completed);
        Check(await File.ReadAllTextAsync(report, Token), drills.Count - 1);
    }

    private static void Check(string html, int refused)
    {
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Equal(refused, Regex.Count(html, ">refused<"));
        Assert.Single(Regex.Matches(html, ">proved<"));
        Assert.DoesNotMatch(Foreign(), html);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    /// <summary>Anything a browser would have to fetch.</summary>
    [GeneratedRegex("""(src|href)=|url\(|@import|https?://""")]
    private static partial Regex Foreign();

    private async Task<bool> IsThereAsync(ServerAddress address)
    {
        if (address.Path is { } path)
        {
            return File.Exists(path);
        }
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port!.Value, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [Fact]
    public async Task What_if_does_nothing()
    {
        await using var runtime = new TestRuntime();
        var report = Path.Combine(runtime.Folder, "tour.html");
        var said = await runtime.RunAsync("Start-DbaTour", new TourRequest { Engine = new EngineId(Engine), ReportPath = report }, new FakePipeline { Answer = ChangeAnswer.WhatIf }, Token);
        Assert.Single(said.Prompts);
        Assert.Empty(said.Written);
        Assert.False(File.Exists(report));
    }
}
