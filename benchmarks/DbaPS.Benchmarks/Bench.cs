using System.Diagnostics;
using System.Globalization;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Benchmarks;

/// <summary>What every comparison runs on: a server of its own on the disk, with fsync, and DbaPS as a skin runs it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly TestRuntime _runtime = new();

    private Bench(PostgreSqlServer server, BenchOptions options)
    {
        Server = server;
        Options = options;
        Folder = Directory.CreateTempSubdirectory("dbaps-benchmark-").FullName;
    }

    public PostgreSqlServer Server { get; }

    public BenchOptions Options { get; }

    /// <summary>For the files the sides write; gone at the end.</summary>
    public string Folder { get; }

    public DbaPS.Operations.DbaRuntime Runtime => _runtime.Runtime;

    public static async Task<Bench> StartAsync(BenchOptions options) => new(
        await PostgreSqlServer.StartAsync(new PostgreSqlOptions
        {
            Major = options.Major,
            Fsync = true,
            // The server's own defaults, but a third of the data for its buffers, and without what would disturb: no autovacuum between two runs, no checkpoint in the middle of a load.
            Settings = new Dictionary<string, string> { ["shared_buffers"] = "96MB", ["autovacuum"] = "off", ["max_wal_size"] = "4GB", ["checkpoint_timeout"] = "1h", ["shared_preload_libraries"] = "''" },
        }), options);

    /// <summary>Runs an operation in this process, as a cmdlet runs it in a session.</summary>
    public async Task<FakePipeline> OperateAsync(string cmdlet, object request)
    {
        FakePipeline said = await _runtime.RunAsync(cmdlet, request);
        return said.Errors.Count == 0 ? said : throw new InvalidOperationException($"{cmdlet}: {said.Errors[0]}");
    }

    /// <summary>Times some work, with the CPU time of both sides.</summary>
    public async Task<Sample> TimeAsync(Func<Task<long>> work, int? postmaster = null)
    {
        int server = postmaster ?? Server.ProcessId!.Value;
        double client = CpuClock.Client(), before = CpuClock.Server(server);
        Stopwatch clock = Stopwatch.StartNew();
        long bytes = await work();
        double seconds = clock.Elapsed.TotalSeconds;
        double clientAfter = CpuClock.Client();
        return new Sample(seconds, clientAfter - client, await SettledAsync(server) - before, bytes);
    }

    /// <summary>The server's CPU time once its connections have ended: one that is ending is for a moment neither a child nor an ended one.</summary>
    private static async Task<double> SettledAsync(int server)
    {
        double last = CpuClock.Server(server);
        for (int i = 0; i < 20; i++)
        {
            await Task.Delay(100);
            double now = CpuClock.Server(server);
            if (Math.Abs(now - last) < 0.03)
                return now;
            last = now;
        }
        return last;
    }

    /// <summary>Runs a command line, with the server's address in the environment of libpq's programs.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public Task<string> ShellAsync(string command, string? database = null) => ShellAsync(command, Server.ProgramFolder, new()
    {
        ["PGHOST"] = PostgreSqlServer.Host,
        ["PGPORT"] = Server.Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = PostgreSqlServer.User,
        ["PGPASSWORD"] = Server.Password,
        ["PGDATABASE"] = database ?? "postgres",
    });

    /// <summary>Runs a command line.</summary>
    /// <param name="programs">The folder looked into first for its programs.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public static async Task<string> ShellAsync(string command, string programs, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-o", "pipefail", "-e", "-c", command])
            start.ArgumentList.Add(argument);
        start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>A folder of a new name for one run's output; the last run's goes.</summary>
    public string Fresh(string name)
    {
        string folder = Path.Combine(Folder, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return folder;
    }

    /// <summary>Bytes of all files below a folder.</summary>
    public static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
