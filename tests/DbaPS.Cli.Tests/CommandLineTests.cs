using System.Globalization;
using DbaPS.Operations;

namespace DbaPS.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Dbaps _dbaps = new();

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task Version_is_one_line() => Assert.Matches(@"^dbaps \d+\.\d+\.\d+\S*\n$", (await _dbaps.RunAsync("--version")).Ok().Output);

    [Fact]
    public async Task List_has_every_operation()
    {
        var listed = (await _dbaps.RunAsync("list", "-Output", "jsonl")).Ok().Lines.Select(l => l.GetProperty("Name").GetString());
        Assert.Equal(OperationCatalog.All.Select(o => o.Name), listed);
    }

    [Fact]
    public async Task Help_tells_of_every_parameter()
    {
        foreach (var operation in OperationCatalog.All)
        {
            var help = (await _dbaps.RunAsync("help", operation.Name)).Ok().Output;
            Assert.All(operation.Parameters, p => Assert.Contains($"-{p.Name}", help, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Help_is_had_from_the_command_too() =>
        Assert.Equal((await _dbaps.RunAsync("help", "Get-DbaTable")).Ok().Output, (await _dbaps.RunAsync("Get-DbaTable", "--help")).Ok().Output);

    [Fact]
    public async Task Without_arguments_it_shows_how_and_says_usage()
    {
        var result = await _dbaps.RunAsync();
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Exit codes", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-DbaTabel", "Get-DbaTable")]
    [InlineData("get-dbaindexes", "Get-DbaIndex")]
    public async Task A_misspelt_command_is_guessed(string typed, string meant)
    {
        var result = await _dbaps.RunAsync(typed);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Did you mean {meant}?", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("-Servr x", "Did you mean -Server?")]
    [InlineData("-Server", "-Server needs a value")]
    [InlineData("-Server -Table x", "-Server needs a value")]
    [InlineData("-T x", "-T could be")]
    [InlineData("-Timeout soon", "It takes a duration")]
    [InlineData("-ThrottleLimit many", "It takes a whole number")]
    [InlineData("-ThrottleLimit 0", "must be between 1 and 1024")]
    [InlineData("-Engine a -Engine b", "given twice")]
    [InlineData("-IncludeSystem:perhaps", "true or false")]
    [InlineData("-Output xml", "table, json, csv or jsonl")]
    [InlineData("a b c", "does not know what 'c' is for")]
    public async Task What_cannot_be_understood_is_usage(string arguments, string said)
    {
        var result = await _dbaps.RunAsync(["Get-DbaTable", "-NoInput", .. arguments.Split(' ')]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_missing_required_parameter_is_usage()
    {
        var result = await _dbaps.RunAsync("New-DbaSandbox");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("-Engine", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Server {0}")]
    [InlineData("{0}")]
    [InlineData("--server={0}")]
    [InlineData("-Ser:{0}")]
    [InlineData("-SqlInstance {0}")]
    [InlineData("-Server shop.db -Engine Sqlite")]
    [InlineData("-Server sqlite:shop.db")]
    public async Task A_server_is_named_in_many_ways(string arguments)
    {
        var server = Shop.Make(_dbaps.Folder);
        var result = (await _dbaps.RunAsync(["get-dbatable", .. string.Format(CultureInfo.InvariantCulture, arguments, server).Split(' ')])).Ok();
        Assert.Equal(["customers", "orders"], result.Lines.Select(l => l.GetProperty("Name").GetString()));
    }

    [Theory]
    [InlineData("-Table", "orders,customers")]
    [InlineData("-Table", "orders", "-Table", "cust*")]
    [InlineData("-Table:orders, customers")]
    public async Task Lists_are_written_with_commas_or_by_repeating(params string[] tables)
    {
        var server = Shop.Make(_dbaps.Folder);
        Assert.Equal(2, (await _dbaps.RunAsync(["Get-DbaTable", server, .. tables])).Ok().Lines.Count);
    }
}
