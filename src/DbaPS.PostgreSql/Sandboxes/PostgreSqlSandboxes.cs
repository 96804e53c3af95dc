using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Sandboxes;

namespace DbaPS.PostgreSql.Sandboxes;

/// <summary>
/// Throwaway servers from the programs installed on this machine. pg_ctl starts them, so they live on when this process ends;
/// what another process needs to find and stop one is in its folder.
/// </summary>
internal sealed class PostgreSqlSandboxes : ISandboxProvider
{
    private const string User = "postgres";
    private const int PortAttempts = 5;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    public async Task<SandboxServer> StartAsync(SandboxPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        // pg_ctl hands its paths to a shell between double quotes, where these mean something.
        if (!OperatingSystem.IsWindows() && plan.Folder.AsSpan().ContainsAny("\"$`\\\n"))
        {
            throw new DbaException(PostgreSqlSandboxErrors.FolderOdd(plan.Folder));
        }
        var programs = await ServerPrograms.FindAsync(plan.MajorVersion, plan.ToolPath, cancellationToken);
        var account = SandboxAccount.Choose();
        await account.CheckEntryAsync(plan.Folder, cancellationToken);
        var folder = new SandboxFolder(plan.Folder);
        var activity = $"Starting a PostgreSQL {programs.Major} sandbox";
        pipeline.Progress(new ProgressUpdate(activity, "Making its data folder", 0.1));
        pipeline.Verbose($"The sandbox's programs: {programs.Folder}");
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        // Each program runs to its end, a second or two: killed half-way it would leave processes of its own in a folder that is about to go.
        await InitializeAsync(programs, account, folder, password);
        cancellationToken.ThrowIfCancellationRequested();
        pipeline.Progress(new ProgressUpdate(activity, "Starting it", 0.6));
        var port = await StartOnFreePortAsync(programs, account, folder, plan.Fast);
        if (cancellationToken.IsCancellationRequested)
        {
            await TryStopAsync(folder, CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }
        pipeline.Progress(new ProgressUpdate(activity, "Ready", 1, Completed: true));
        return new SandboxServer(
            new ServerAddress { Scheme = "pg", Host = IPAddress.Loopback.ToString(), Port = port, User = User, Database = "postgres" },
            new Secret(password),
            folder.ReadProcessId());
    }

    public async Task StopAsync(SandboxServer server, string folder, CancellationToken cancellationToken)
    {
        var files = new SandboxFolder(folder);
        // One that never came up for its maker wrote its process id itself.
        if ((server.ProcessId ?? files.ReadProcessId()) is not { } processId || !files.IsRunning(processId))
        {
            return;
        }
        await TryStopAsync(files, cancellationToken);
        for (var waited = TimeSpan.Zero; files.IsRunning(processId); waited += TimeSpan.FromMilliseconds(20))
        {
            if (waited > StopPatience)
            {
                throw new DbaException(DbaErrors.SandboxNotStopped(folder, processId));
            }
            await Task.Delay(20, cancellationToken);
        }
    }

    public bool IsRunning(SandboxServer server, string folder) => server.ProcessId is { } processId && new SandboxFolder(folder).IsRunning(processId);

    private static async Task InitializeAsync(ServerPrograms programs, SandboxAccount account, SandboxFolder folder, string password)
    {
        SandboxFiles.MakePrivate(folder.Root);
        // The password reaches initdb in a file: a command line can be read by everyone on the machine.
        SandboxFiles.WritePrivate(folder.PasswordFile, password);
        SandboxFiles.WriteCertificate(folder.CertificateFile, folder.KeyFile);
        foreach (var path in (string[])[folder.PasswordFile, folder.CertificateFile, folder.KeyFile, folder.Root])
        {
            await account.TakeAsync(path, CancellationToken.None);
        }
        await account.RunAsync(programs.InitDb,
            [
                "--pgdata", folder.Data, "--username", User, "--pwfile", folder.PasswordFile, "--encoding=UTF8", OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C",
                "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--no-sync", "--no-instructions",
            ],
            CancellationToken.None);
        File.Delete(folder.PasswordFile);
    }

    private static async Task<int> StartOnFreePortAsync(ServerPrograms programs, SandboxAccount account, SandboxFolder folder, bool fast)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = SandboxProcess.FreePort();
            var settings = Path.Combine(folder.Data, "postgresql.auto.conf");
            File.Delete(settings);
            SandboxFiles.WritePrivate(settings, Settings(programs, folder, port, fast));
            await account.TakeAsync(settings, CancellationToken.None);
            try
            {
                await account.RunAsync(programs.PgCtl, ["start", "--wait", "--silent", "--timeout=30", "--pgdata", folder.Data, "--log", folder.Log], CancellationToken.None);
                return port;
            }
            catch (DbaException failure) when (failure.Error.Id == "SandboxNotStarted")
            {
                // Between finding the port and listening on it another program may have taken it.
                var log = folder.LogTail();
                if (attempt == PortAttempts || !log.Contains("Address already in use", StringComparison.Ordinal))
                {
                    await TryStopAsync(folder, CancellationToken.None);
                    throw new DbaException(failure.Error with { Message = $"{failure.Error.Message} {log}" });
                }
                File.Delete(folder.Log);
            }
        }
    }

    private static string Settings(ServerPrograms programs, SandboxFolder folder, int port, bool fast)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = $"'{IPAddress.Loopback}'",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            // A socket's path may have about 100 characters, which a temporary folder's can exceed.
            ["unix_socket_directories"] = "''",
            ["ssl"] = "on",
            ["ssl_cert_file"] = PostgreSqlNames.Literal(folder.CertificateFile.Replace('\\', '/')),
            ["ssl_key_file"] = PostgreSqlNames.Literal(folder.KeyFile.Replace('\\', '/')),
            ["max_connections"] = "60",
            ["shared_buffers"] = "'128MB'",
            ["maintenance_work_mem"] = "'256MB'",
            ["timezone"] = "'UTC'",
            ["log_timezone"] = "'UTC'",
            ["lc_messages"] = "'C'",
        };
        if (programs.HasLibrary("pg_stat_statements"))
        {
            settings["shared_preload_libraries"] = "'pg_stat_statements'";
        }
        if (fast)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
            // Minimal logging: a table loaded in the transaction that made it is not written twice.
            settings["wal_level"] = "minimal";
            settings["max_wal_senders"] = "0";
            settings["max_wal_size"] = "'2GB'";
            settings["checkpoint_timeout"] = "'30min'";
        }
        return string.Concat(settings.Select(setting => $"{setting.Key} = {setting.Value}\n"));
    }

    private static async Task TryStopAsync(SandboxFolder folder, CancellationToken cancellationToken)
    {
        if (folder.ReadProcessId() is not { } processId || !folder.IsRunning(processId))
        {
            return;
        }
        try
        {
            if (folder.ReadProgramFolder() is { } programs)
            {
                // Nothing of a sandbox is kept, so it need not write a last checkpoint; but it gives back its shared memory.
                await SandboxAccount.Choose().RunAsync(new ServerPrograms(programs, 0).PgCtl,
                    ["stop", "--pgdata", folder.Data, "--mode=immediate", "--wait", "--silent", "--timeout=30"], cancellationToken);
                return;
            }
        }
        catch (DbaException)
        {
            // Its programs are gone, or it does not listen: ended below.
        }
        SandboxProcess.Kill(processId);
    }
}
