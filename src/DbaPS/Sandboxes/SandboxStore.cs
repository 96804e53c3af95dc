using System.Runtime.CompilerServices;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Sandboxes;

/// <summary>Makes, finds and removes sandboxes: each a folder of its own under one private place, with its state in it.</summary>
public sealed class SandboxStore
{
    private static string Root => Path.Combine(Path.GetTempPath(), $"dbaps-sandboxes-{Environment.UserName}");

    private readonly DbaRuntime _runtime;

    public SandboxStore(DbaRuntime runtime) => _runtime = runtime;

    /// <summary>Starts a sandbox and opens a session with it, so that its object can be piped on.</summary>
    /// <param name="lifetime">How long it is meant to live; null without end.</param>
    public async Task<DbaSandbox> CreateAsync(
        EngineId engine, int? majorVersion, string? toolPath, TimeSpan? lifetime, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var provider = Provider(engine, out var name);
        var id = Convert.ToHexString(Guid.NewGuid().ToByteArray())[..12].ToLowerInvariant();
        var folder = Path.Combine(Root, id);
        MakePrivate(Root);
        MakePrivate(folder);
        SandboxState? state = null;
        try
        {
            SandboxState.Beginning(id, name, lifetime is { } planned ? DateTimeOffset.UtcNow + planned : null).Write(folder);
            var server = await provider.StartAsync(new SandboxPlan(folder) { MajorVersion = majorVersion, ToolPath = toolPath }, pipeline, cancellationToken);
            state = SandboxState.From(id, name, server, lifetime is { } span ? DateTimeOffset.UtcNow + span : null);
            state.Write(folder);
            return await DescribeAsync(state, folder, mustAnswer: true, cancellationToken);
        }
        catch
        {
            if (state is not null)
            {
                await provider.StopAsync(state.ToServer(), folder, CancellationToken.None);
            }
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Every sandbox of this user, running or not, oldest first.</summary>
    public async IAsyncEnumerable<DbaSandbox> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (folder, state) in States().OrderBy(f => f.State.StartedAt))
        {
            var sandbox = await DescribeAsync(state, folder, mustAnswer: false, cancellationToken);
            // Another process may have removed it since the list was read.
            if (Directory.Exists(folder))
            {
                yield return sandbox;
            }
        }
    }

    /// <summary>Stops a sandbox by its process id and deletes its folder; returns when both are gone.</summary>
    /// <exception cref="DbaException">It is not there any more, or its folder can't be deleted.</exception>
    public async Task RemoveAsync(string sandboxId, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Root, sandboxId);
        if (Path.GetDirectoryName(folder) != Root || SandboxState.Read(folder) is not { } state)
        {
            throw new DbaException(DbaErrors.ObjectMissing("sandbox", sandboxId, "This user"));
        }
        var server = state.ToServer();
        foreach (var session in state.IsBeginning ? [] : _runtime.Sessions.Every.Where(s => s.Server.Address == server.Address.ToString()))
        {
            await _runtime.Sessions.CloseAsync(session);
        }
        await Provider(new EngineId(state.Engine), out _).StopAsync(server, folder, cancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The password of the sandbox at an address; null when no sandbox of this user is there.</summary>
    internal static Secret? PasswordOf(ServerAddress address) => !address.IsLocal
        ? null
        : States().Where(s => !s.State.IsBeginning).Select(s => s.State.ToServer()).FirstOrDefault(s => s.Address.Port == address.Port && s.Address.Host == address.Host && s.Address.User == address.User)?.Password;

    private static IEnumerable<(string Folder, SandboxState State)> States()
    {
        foreach (var folder in Directory.Exists(Root) ? Directory.GetDirectories(Root) : [])
        {
            if (SandboxState.Read(folder) is { } state)
            {
                yield return (folder, state);
            }
        }
    }

    private async Task<DbaSandbox> DescribeAsync(SandboxState state, string folder, bool mustAnswer, CancellationToken cancellationToken)
    {
        if (state.IsBeginning)
        {
            return Beginning(state, folder);
        }
        var engine = new EngineId(state.Engine);
        var server = state.ToServer();
        var provider = Provider(engine, out _);
        var running = provider.IsRunning(server, folder);
        ObjectOrigin origin;
        try
        {
            origin = running ? (await SessionAsync(engine, server, cancellationToken)).Origin() : Unreachable(engine, server);
        }
        catch (DbaException) when (!mustAnswer)
        {
            // One that starts, stops or answers nobody must not hide the others from the list.
            origin = Unreachable(engine, server);
            running = provider.IsRunning(server, folder);
        }
        var expired = state.ExpiresAt < DateTimeOffset.UtcNow;
        return new DbaSandbox(origin)
        {
            SandboxId = state.SandboxId,
            Path = folder,
            StartedAt = state.StartedAt,
            ExpiresAt = state.ExpiresAt,
            State = expired ? "Expired" : running ? "Running" : "Stopped",
            ProcessId = state.ProcessId,
        };
    }

    /// <summary>One that is coming up, or whose maker ended before it was up.</summary>
    private static DbaSandbox Beginning(SandboxState state, string folder) =>
        new(new ObjectOrigin(new EngineId(state.Engine), default, new ServerReference(folder, Guid.Empty), null, DateTimeOffset.UtcNow))
        {
            SandboxId = state.SandboxId,
            Path = folder,
            StartedAt = state.StartedAt,
            ExpiresAt = state.ExpiresAt,
            State = IsAlive(state.Maker!.Value, state.StartedAt) ? "Starting" : "Broken",
            ProcessId = null,
        };

    /// <summary>A process that began after the sandbox is another one with the same number.</summary>
    private static bool IsAlive(int processId, DateTimeOffset before)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited && process.StartTime.ToUniversalTime() <= before.UtcDateTime;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private async Task<DbaSession> SessionAsync(EngineId engine, SandboxServer server, CancellationToken cancellationToken) =>
        _runtime.Sessions.Every.FirstOrDefault(s => s.IsOpen && s.Server.Address == server.Address.ToString())
        ?? await _runtime.Sessions.OpenAsync(_runtime.Engines.Get(engine), server.Address.WithPassword(server.Password), new ConnectOptions(), isImplicit: true, cancellationToken);

    private static ObjectOrigin Unreachable(EngineId engine, SandboxServer server) =>
        new(engine, default, new ServerReference(server.Address.ToString(), Guid.Empty), server.Address.Database, DateTimeOffset.UtcNow);

    private ISandboxProvider Provider(EngineId engine, out string name)
    {
        var implementation = _runtime.Engines.Get(engine);
        name = implementation.Id.Name;
        return implementation.Capabilities.Require<ISandboxProvider>(null, implementation.DisplayName);
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        // Traversable, so that a server run as another user reaches the folder its provider gives it; listable by the owner only.
        var made = Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        if (made.LinkTarget is not null)
        {
            throw new DbaException(DbaErrors.InvalidParameter("Path", folder, "the sandboxes' folder is a symbolic link somebody else may have put there."));
        }
    }
}
