using System.Diagnostics;
using System.Text;
using DbaPS.Testing.Servers;

namespace DbaPS.Cli.Tests;

/// <summary>A password given to Connect-DbaServer in a real PowerShell, looked for in all that the session and the module write.</summary>
public sealed class PowerShellSecretTests : IDisposable
{
    /// <summary>Says everything there is to say: by credential, by an address and by one that is refused, under a transcript.</summary>
    private const string Session = """
        Import-Module $env:CANARY_MODULE
        $VerbosePreference = $DebugPreference = 'Continue'
        Start-Transcript (Join-Path $env:CANARY_FOLDER 'transcript.txt') -IncludeInvocationHeader
        $credential = [pscredential]::new($env:CANARY_USER, (ConvertTo-SecureString $env:CANARY_PASSWORD -AsPlainText -Force))
        $session = Connect-DbaServer $env:CANARY_ADDRESS -Credential $credential -Verbose -Debug
        $session | Format-List * -Force
        $session | ConvertTo-Json -Depth 4 -WarningAction Ignore
        $session | Get-DbaDatabase -Verbose -Debug | Format-List * -Force
        Connect-DbaServer $env:CANARY_WITH_PASSWORD -Verbose -Debug | Format-List * -Force
        Test-DbaServer $env:CANARY_WITH_PASSWORD -Verbose -Debug | Format-List * -Force
        Connect-DbaServer $env:CANARY_REFUSED -Verbose -Debug -ErrorAction Continue
        Connect-DbaServer $env:CANARY_ADDRESS -Credential ([pscredential]::new('nobody-here', $credential.Password)) -Verbose -Debug -ErrorAction Continue
        Invoke-DbaSql $session 'SELECT nothing FROM nowhere' -ErrorAction Continue
        Register-DbaServer canary $env:CANARY_WITH_PASSWORD -ErrorAction Continue
        Register-DbaServer canary $env:CANARY_ADDRESS -Secret env:CANARY_PASSWORD -Confirm:$false | Format-List * -Force
        Get-DbaServer canary -Verbose -Debug | Format-List * -Force
        "errors: $($Error.Count)"
        $Error | Format-List * -Force
        $Error | ForEach-Object { $_.Exception.ToString(); $_.Exception.Error | Format-List * -Force }
        Get-History | Format-List * -Force
        Disconnect-DbaServer -All
        Stop-Transcript
        'the end'
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dbaps-canary-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PostgreSql_s_password_is_shown_nowhere()
    {
        await using var server = await StartedAsync(() => PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 15 }, Token));
        await VerifyAsync(server.PasswordFreeUriOf(), PostgreSqlServer.User, server.Uri, server.UriFor("nobody-here", server.Password), server.Password);
        Assert.DoesNotContain(server.Password, server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MariaDb_s_password_is_shown_nowhere()
    {
        await using var server = await StartedAsync(() => MySqlServer.StartAsync(new MySqlOptions { Product = MySqlProduct.MariaDb1011 }, Token));
        await VerifyAsync(server.PasswordFreeUriOf(), MySqlServer.User, server.Uri, server.UriFor("nobody-here", server.Password), server.Password);
        Assert.DoesNotContain(server.Password, server.Log, StringComparison.Ordinal);
    }

    private static async Task<T> StartedAsync<T>(Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (ServerUnavailableException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private async Task VerifyAsync(string address, string user, string withPassword, string refused, string canary)
    {
        var root = RepositoryFolder();
        var module = Directory.EnumerateFiles(Path.Combine(root, "output", "DbaPS"), "DbaPS.psd1", SearchOption.AllDirectories).OrderBy(f => f, StringComparer.Ordinal).LastOrDefault();
        Assert.SkipWhen(module is null, "The module is not laid out. Run: dotnet build DbaPS.sln -c Release");
        var engine = await RunAsync("/bin/bash", [Path.Combine(root, "tests", "powershell", "engine"), "--present"], []);
        Assert.SkipUnless(engine.ExitCode == 0, "There is no PowerShell. Run: tests/powershell/engine");
        var script = Path.Combine(_folder, "session.ps1");
        await File.WriteAllTextAsync(script, Session, Token);

        await using var watch = new CommandLineWatch();
        var session = await RunAsync(engine.Output.Trim().Split('\n')[^1], ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", script], new()
        {
            ["CANARY_MODULE"] = module!,
            ["CANARY_FOLDER"] = _folder,
            ["CANARY_ADDRESS"] = address,
            ["CANARY_USER"] = user,
            ["CANARY_PASSWORD"] = canary,
            ["CANARY_WITH_PASSWORD"] = withPassword,
            ["CANARY_REFUSED"] = refused,
            ["DBAPS_HOME"] = Path.Combine(_folder, "home"),
            ["XDG_DATA_HOME"] = Path.Combine(_folder, "data"),
            ["NO_COLOR"] = "1",
        });
        var commandLines = await watch.EndAsync();

        var output = session.Output + session.Errors;
        Assert.True(session.ExitCode == 0, output);
        Assert.Contains("the end", output, StringComparison.Ordinal);
        foreach (var expected in (string[])["AuthenticationFailed", "SecretInProfile", "errors: 4"])
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }
        Assert.Contains("session.ps1", commandLines, StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(_folder, "transcript.txt")).Length > 1000);
        Assert.True(File.Exists(Path.Combine(_folder, "home", "servers.json")), output);
        Assert.DoesNotContain(canary, output, StringComparison.Ordinal);
        Assert.DoesNotContain(canary, commandLines, StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(_folder, "*", SearchOption.AllDirectories),
            file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{file} holds the password."));
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DbaPS.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }
        return folder.FullName;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, output, await errors);
    }
}
