using System.Diagnostics;
using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Sandboxes;
using DbaPS.Servers;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Sandboxes;

/// <summary>New-, Get- and Remove-DbaSandbox with PostgreSQL, on the versions installed here.</summary>
[Covers("New-DbaSandbox", "Get-DbaSandbox", "Remove-DbaSandbox", On = [typeof(PostgreSql14), typeof(PostgreSql15), typeof(PostgreSql16), typeof(PostgreSql17), typeof(PostgreSql18)])]
public sealed class PostgreSqlSandboxTests
{
    private static readonly EngineId Engine = new("PostgreSql");

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Starts_is_found_by_another_process_and_goes_without_a_trace(int major)
    {
        var programs = InstalledServers.PostgreSqlPrograms(major);
        DbaSandbox made;
        await using (var runtime = new TestRuntime())
        {
            var said = await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = Engine, ToolPath = programs, Version = major }, cancellationToken: Token);
            Assert.Empty(said.Errors);
            made = Assert.Single(said.Of<DbaSandbox>());
            Assert.Equal(("Running", major), (made.State, made.ServerVersion.Major));

            var server = await runtime.RunAsync("Get-DbaServer", new ServerIdentityRequest { Server = [new ServerTarget(made.Server)] }, cancellationToken: Token);
            Assert.Equal("TLSv1.3", Assert.Single(server.Of<DbaServer>()).Tls);
            Assert.Contains("pg_stat_statements", await File.ReadAllTextAsync(Path.Combine(made.Path, "server", "data", "postgresql.auto.conf"), Token), StringComparison.Ordinal);
        }
        try
        {
            // A runtime of its own stands for another process: it knows only what is in the folder.
            await using var other = new TestRuntime();
            var found = await other.RunAsync("Get-DbaSandbox", new GetSandboxRequest { SandboxId = [made.SandboxId] }, cancellationToken: Token);
            Assert.Empty(found.Errors);
            var seen = Assert.Single(found.Of<DbaSandbox>());
            Assert.Equal((made.ProcessId, "Running", made.Server.Address), (seen.ProcessId, seen.State, seen.Server.Address));
            var session = await other.ConnectAsync(made.Server.Address, cancellationToken: Token);
            Assert.Equal("postgres", session.User);

            Private(Path.Combine(made.Path, "server"));
            Private(Path.Combine(made.Path, "server", "data"));
            Private(Path.Combine(made.Path, "sandbox.json"));
            Assert.False(File.Exists(Path.Combine(made.Path, "server", "password")));
        }
        finally
        {
            await using var last = new TestRuntime();
            var removed = await last.RunAsync("Remove-DbaSandbox", new RemoveSandboxRequest { SandboxId = [made.SandboxId] }, cancellationToken: Token);
            Assert.Empty(removed.Errors);
            Assert.Equal(ChangeStatus.Done, Assert.Single(removed.Of<DbaSandboxRemoval>()).Status);
        }
        Assert.False(Directory.Exists(made.Path));
        Assert.False(Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{made.ProcessId}/task")) && IsAlive(made.ProcessId!.Value));
    }

    [Fact]
    public async Task Keeps_its_password_out_of_sight()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = Engine, Version = 15 }, cancellationToken: Token);
        var made = Assert.Single(said.Of<DbaSandbox>());
        try
        {
            var state = await File.ReadAllTextAsync(Path.Combine(made.Path, "sandbox.json"), Token);
            var password = System.Text.Json.JsonDocument.Parse(state).RootElement.GetProperty("Password").GetString()!;
            Assert.True(password.Length >= 32);
            Assert.DoesNotContain(password, $"{made} {string.Join(' ', said.VerboseLines)} {string.Join(' ', said.Updates)}", StringComparison.Ordinal);
            Assert.DoesNotContain(password, Processes(), StringComparison.Ordinal);
            Assert.DoesNotContain(password, await File.ReadAllTextAsync(Path.Combine(made.Path, "server", "log"), Token), StringComparison.Ordinal);

            // Without the password nobody gets in.
            var stranger = await runtime.RefusalAsync($"pg://postgres:guess@127.0.0.1:{made.Server.InstanceName}/postgres", cancellationToken: Token);
            Assert.Equal("AuthenticationFailed", stranger.Id);
        }
        finally
        {
            await runtime.RunAsync("Remove-DbaSandbox", new RemoveSandboxRequest { SandboxId = [made.SandboxId] }, cancellationToken: Token);
        }
    }

    [Fact]
    public async Task A_crashed_one_is_stopped_and_can_be_removed()
    {
        await using var runtime = new TestRuntime();
        var made = Assert.Single((await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = Engine, Version = 15 }, cancellationToken: Token)).Of<DbaSandbox>());
        using (var server = Process.GetProcessById(made.ProcessId!.Value))
        {
            server.Kill();
        }
        while (IsAlive(made.ProcessId.Value))
        {
            await Task.Delay(10, Token);
        }
        await using var other = new TestRuntime();
        var found = await other.RunAsync("Get-DbaSandbox", new GetSandboxRequest { SandboxId = [made.SandboxId] }, cancellationToken: Token);
        Assert.Equal("Stopped", Assert.Single(found.Of<DbaSandbox>()).State);
        var removed = await other.RunAsync("Remove-DbaSandbox", new RemoveSandboxRequest { SandboxId = [made.SandboxId] }, cancellationToken: Token);
        Assert.Empty(removed.Errors);
        Assert.False(Directory.Exists(made.Path));
    }

    [Fact]
    public async Task Programs_are_found_through_links()
    {
        var programs = InstalledServers.PostgreSqlPrograms(15);
        await using var runtime = new TestRuntime();
        foreach (var name in (string[])["initdb", "pg_ctl", "postgres"])
        {
            File.CreateSymbolicLink(Path.Combine(runtime.Folder, name), Path.Combine(programs, name));
        }
        var found = await DbaPS.PostgreSql.Sandboxes.ServerPrograms.FindAsync(15, runtime.Folder, Token);
        Assert.Equal((programs, 15), (found.Folder, found.Major));
        Assert.True(found.HasLibrary("pg_stat_statements"));
    }

    [Fact]
    public async Task Asking_first_makes_nothing()
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = Engine }, new FakePipeline { Answer = Pipeline.ChangeAnswer.WhatIf }, Token);
        Assert.Empty(said.Written);
        Assert.Single(said.Prompts);
    }

    [Theory]
    [InlineData(13, "VersionUnsupported")]
    [InlineData(77, "ToolMissing")]
    public async Task A_version_that_is_not_there_says_what_to_install(int major, string id)
    {
        await using var runtime = new TestRuntime();
        var error = Assert.Single((await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = Engine, Version = major }, cancellationToken: Token)).Errors);
        Assert.Equal(id, error.Id);
        Assert.Contains(id == "ToolMissing" ? "-ToolPath" : "14 to 18", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(error.Category, (DbaErrorCategory[])[DbaErrorCategory.NotInstalled, DbaErrorCategory.NotImplemented]);
    }

    [Fact]
    public async Task Cancelling_leaves_no_server_behind()
    {
        var sandboxes = new DbaPS.PostgreSql.Sandboxes.PostgreSqlSandboxes();
        for (var delay = 100; delay <= 1300; delay += 600)
        {
            var folder = Directory.CreateTempSubdirectory("dbaps-cancelled-").FullName;
            if (!OperatingSystem.IsWindows())
            {
                // As the store makes it: the server's account has to pass through.
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            stop.CancelAfter(delay);
            try
            {
                var server = await sandboxes.StartAsync(new SandboxPlan(folder) { MajorVersion = 15 }, new FakePipeline(), stop.Token);
                await sandboxes.StopAsync(server, folder, Token);
            }
            catch (OperationCanceledException)
            {
                // What was asked for.
            }
            Assert.DoesNotContain(folder, Processes(), StringComparison.Ordinal);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_with_a_long_odd_name_is_no_obstacle()
    {
        var parent = Open(Directory.CreateTempSubdirectory("dbaps-odd-").FullName);
        var folder = Open(Directory.CreateDirectory(Path.Combine(parent, $"it's a \u05e9\u05dc\u05d5\u05dd; & (folder) {new string('x', 120)}")).FullName);
        var sandboxes = new DbaPS.PostgreSql.Sandboxes.PostgreSqlSandboxes();
        try
        {
            var server = await sandboxes.StartAsync(new SandboxPlan(folder) { MajorVersion = 15 }, new FakePipeline(), Token);
            Assert.True(sandboxes.IsRunning(server, folder));
            if (Environment.IsPrivilegedProcess)
            {
                var status = await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{server.ProcessId}/status"), Token);
                Assert.DoesNotContain("\t0\t", status.Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)) + "\t", StringComparison.Ordinal);
            }
            await sandboxes.StopAsync(server, folder, Token);
            Assert.False(sandboxes.IsRunning(server, folder));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
        var refused = await Assert.ThrowsAsync<DbaException>(() => sandboxes.StartAsync(new SandboxPlan("/tmp/$(touch x)") { MajorVersion = 15 }, new FakePipeline(), Token));
        Assert.Equal("SandboxFolderOdd", refused.Error.Id);
    }

    [Fact]
    public async Task One_whose_maker_died_before_it_was_up_is_listed_and_removed_with_its_server()
    {
        await using var runtime = new TestRuntime();
        // An ordinary one shows where they lie, and is stopped by nobody but its own removal.
        var model = Assert.Single((await runtime.RunAsync("New-DbaSandbox", new NewSandboxRequest { Engine = Engine, Version = 15 }, cancellationToken: Token)).Of<DbaSandbox>());
        using var gone = Process.Start(new ProcessStartInfo("/bin/true"))!;
        await gone.WaitForExitAsync(Token);
        var state = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(model.Path, "sandbox.json"), Token))!;
        (state["Maker"], state["ProcessId"], state["Port"], state["Password"]) = (gone.Id, null, null, null);
        await File.WriteAllTextAsync(Path.Combine(model.Path, "sandbox.json"), state.ToJsonString(), Token);

        await using var other = new TestRuntime();
        var found = Assert.Single((await other.RunAsync("Get-DbaSandbox", new GetSandboxRequest { SandboxId = [model.SandboxId] }, cancellationToken: Token)).Of<DbaSandbox>());
        Assert.Equal("Broken", found.State);
        var removed = await other.RunAsync("Remove-DbaSandbox", new RemoveSandboxRequest { SandboxId = [model.SandboxId] }, cancellationToken: Token);
        Assert.Empty(removed.Errors);
        Assert.False(Directory.Exists(model.Path));
        Assert.False(IsAlive(model.ProcessId!.Value));
    }

    private static string Open(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            // As the store makes it: the server's account has to pass through.
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
        return folder;
    }

    private static void Private(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Every process's command line and environment.</summary>
    private static string Processes()
    {
        var all = new System.Text.StringBuilder();
        foreach (var folder in Directory.GetDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            foreach (var file in (string[])["cmdline", "environ"])
            {
                try
                {
                    all.AppendLine(File.ReadAllText(Path.Combine(folder, file)));
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    // It ended, or is another user's.
                }
            }
        }
        return all.ToString();
    }
}
