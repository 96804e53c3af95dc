using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Sandboxes;

namespace DbaPS.MySql.Sandboxes;

/// <summary>
/// Throwaway servers from the programs installed on this machine. They live on when this process ends; what another process needs to find
/// and stop one is in its folder. They keep no binary log and run no events.
/// </summary>
internal sealed class MySqlSandboxes(MySqlDialect kind) : ISandboxProvider
{
    private const string User = "root";
    private const int PortAttempts = 5;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private string Product => kind == MySqlDialect.MariaDb ? MariaDbEngine.Name : MySqlEngine.Name;

    public async Task<SandboxServer> StartAsync(SandboxPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new DbaException(DbaErrors.Declined("A sandbox", Product, "DbaPS starts its servers on Linux and macOS only.", "Restore with -Server onto a server you name."));
        }
        var programs = await ServerPrograms.FindAsync(kind, plan.MajorVersion, plan.ToolPath, cancellationToken);
        var account = SandboxAccount.Choose();
        await account.CheckEntryAsync(plan.Folder, cancellationToken);
        var folder = new SandboxFolder(plan.Folder);
        var activity = $"Starting a {Product} {programs.Version} sandbox";
        pipeline.Progress(new ProgressUpdate(activity, "Making its data folder", 0.1));
        pipeline.Verbose($"The sandbox's program: {programs.Program}");
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var setup = new SandboxSetup(kind, programs, account, folder, plan.Fast);
        await setup.InitializeAsync(password);
        cancellationToken.ThrowIfCancellationRequested();
        pipeline.Progress(new ProgressUpdate(activity, "Starting it", 0.6));
        for (var attempt = 1; ; attempt++)
        {
            var port = SandboxProcess.FreePort();
            var processId = account.Start(programs.Program, setup.Command(port), folder.Log);
            try
            {
                if (await IsReadyAsync(folder, processId, cancellationToken))
                {
                    File.Delete(folder.InitFile);
                    pipeline.Progress(new ProgressUpdate(activity, "Ready", 1, Completed: true));
                    return new SandboxServer(
                        new ServerAddress { Scheme = kind == MySqlDialect.MariaDb ? "mariadb" : "mysql", Host = IPAddress.Loopback.ToString(), Port = port, User = User, Database = "mysql" }, new Secret(password), processId);
                }
            }
            catch
            {
                await EndAsync(folder, processId);
                throw;
            }
            await EndAsync(folder, processId);
            // Between finding the port and listening on it another program may have taken it.
            var log = folder.ReadLog();
            if (attempt == PortAttempts || !log.Contains("Address already in use", StringComparison.Ordinal))
            {
                throw new DbaException(DbaErrors.SandboxNotStarted(Path.GetFileName(programs.Program), 1, string.Join(' ', log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(6))));
            }
            File.Delete(folder.Log);
        }
    }

    public async Task StopAsync(SandboxServer server, string folder, CancellationToken cancellationToken)
    {
        var files = new SandboxFolder(folder);
        // One that never came up for its maker wrote its process id itself.
        if ((server.ProcessId ?? files.ReadProcessId()) is not { } processId || !files.IsRunning(processId))
        {
            return;
        }
        await EndAsync(files, processId);
        if (files.IsRunning(processId))
        {
            throw new DbaException(DbaErrors.SandboxNotStopped(folder, processId));
        }
    }

    public bool IsRunning(SandboxServer server, string folder) => server.ProcessId is { } processId && new SandboxFolder(folder).IsRunning(processId);

    /// <summary>True once it takes connections; false when it ended instead, or takes too long.</summary>
    private static async Task<bool> IsReadyAsync(SandboxFolder folder, int processId, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!folder.ReadLog().Contains("ready for connections", StringComparison.Ordinal))
        {
            if (clock.Elapsed > StartPatience || !IsAlive(processId))
            {
                return false;
            }
            await Task.Delay(50, cancellationToken);
        }
        return true;
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Nothing of a sandbox is kept, so it need not shut down in order.</summary>
    private static async Task EndAsync(SandboxFolder folder, int processId)
    {
        for (var clock = Stopwatch.StartNew(); folder.IsRunning(processId) && clock.Elapsed < StopPatience; await Task.Delay(20, CancellationToken.None))
        {
            SandboxProcess.Kill(processId);
        }
    }
}
