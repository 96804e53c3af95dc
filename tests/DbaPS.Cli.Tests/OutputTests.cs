using System.Globalization;
using System.Text.Json;

namespace DbaPS.Cli.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly Dbaps _dbaps = new();
    private readonly string _server;

    public OutputTests() => _server = Shop.Make(_dbaps.Folder);

    public void Dispose() => _dbaps.Dispose();

    [Fact]
    public async Task Into_a_pipe_goes_an_object_a_line()
    {
        var lines = (await _dbaps.RunAsync("Get-DbaTable", _server)).Ok().Lines;
        Assert.Equal(2, lines.Count);
        Assert.Equal(_server, lines[0].GetProperty("Server").GetString());
        Assert.Equal("Sqlite", lines[0].GetProperty("Engine").GetString());
        Assert.Equal(JsonValueKind.True, lines[0].GetProperty("HasPrimaryKey").ValueKind);
        Assert.EndsWith("+00:00", lines[0].GetProperty("CollectedAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_array()
    {
        using var json = JsonDocument.Parse((await _dbaps.RunAsync("Get-DbaIndex", _server, "-Output", "json")).Ok().Output);
        Assert.Equal("customer_id", json.RootElement[0].GetProperty("Columns")[0].GetString());
    }

    [Fact]
    public async Task Json_of_nothing_is_an_empty_array()
    {
        using var json = JsonDocument.Parse((await _dbaps.RunAsync("Get-DbaTable", _server, "-Table", "none", "-Output", "json")).Ok().Output);
        Assert.Equal(0, json.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Csv_has_a_heading_and_a_line_an_object()
    {
        var lines = (await _dbaps.RunAsync("Get-DbaTable", _server, "-Output", "csv")).Ok().Output.Split("\r\n");
        Assert.StartsWith("Schema,Name,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("main,customers,", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[^1]);
        Assert.Equal(4, lines.Length);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task A_table_fits_the_width(int width)
    {
        _dbaps.Environment["COLUMNS"] = width.ToString(CultureInfo.InvariantCulture);
        var lines = (await _dbaps.RunAsync("Get-DbaIndex", _server, "-Output", "table")).Ok().Output.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("Server: ", StringComparison.Ordinal));
        Assert.All(lines.Where(l => !l.StartsWith("Server: ", StringComparison.Ordinal)), l => Assert.True(l.Length <= width, $"{l.Length}: {l}"));
        Assert.Contains(lines, l => l.Contains("orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_shows_the_default_view_only()
    {
        var table = (await _dbaps.RunAsync("Get-DbaTable", _server, "-Output", "table")).Ok().Output;
        Assert.Contains("LastAnalyzed", table, StringComparison.Ordinal);
        Assert.DoesNotContain("CollectedAt", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table);
    }

    [Fact]
    public async Task A_type_with_a_list_view_is_a_list()
    {
        var list = (await _dbaps.RunAsync("Get-DbaServer", _server, "-Output", "table")).Ok().Output;
        Assert.Matches(@"(?m)^Server +sqlite:", list);
        Assert.Matches(@"(?m)^Platform +Embedded", list);
    }

    [Fact]
    public async Task Errors_stay_off_standard_output_and_the_other_servers_go_on()
    {
        var missing = $"sqlite:{Path.Combine(_dbaps.Folder, "none", "none.db")}";
        var result = await _dbaps.RunAsync("Get-DbaTable", "-Server", $"{missing},{_server}");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.Lines.Count);
        Assert.Contains("error: ", result.Errors, StringComparison.Ordinal);
        Assert.True(result.Errors.Trim().Split('\n').Length >= 2, "The advice is missing.\n" + result.Errors);
    }

    [Fact]
    public async Task A_reader_that_leaves_early_is_no_crash()
    {
        using var process = _dbaps.Start("list", "-Output", "csv");
        process.StandardOutput.Close();
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.DoesNotContain("Unhandled", errors, StringComparison.Ordinal);
    }
}
