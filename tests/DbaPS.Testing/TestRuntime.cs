using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Parts;

namespace DbaPS.Testing;

/// <summary>The runtime of a test: engines loaded as parts, a data folder of its own, gone with everything when disposed of.</summary>
public sealed class TestRuntime : IAsyncDisposable
{
    private readonly bool _ownsFolder;

    public TestRuntime()
        : this(Directory.CreateTempSubdirectory("dbaps-test-").FullName) => _ownsFolder = true;

    /// <summary>A runtime over another's data folder, as a second process has it.</summary>
    public TestRuntime(string folder)
    {
        Folder = folder;
        Runtime = new DbaRuntime(PartCatalog.Installed(), folder);
    }

    public DbaRuntime Runtime { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>Opens a session as Connect-DbaServer does.</summary>
    /// <exception cref="DbaException">As the user would see it.</exception>
    public Task<DbaSession> ConnectAsync(string address, ConnectOptions? options = null, CancellationToken cancellationToken = default) =>
        Runtime.Sessions.OpenAsync(new ServerTarget(address), engine: null, options ?? new ConnectOptions(), isImplicit: false, cancellationToken);

    /// <summary>The error that opening a session ends with.</summary>
    public async Task<DbaError> RefusalAsync(string address, ConnectOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var session = await ConnectAsync(address, options, cancellationToken);
            throw new InvalidOperationException($"{session} was opened.");
        }
        catch (DbaException refused)
        {
            return refused.Error;
        }
    }

    /// <summary>Runs an operation by its cmdlet's name and gives back all it said. What it throws becomes its last error, as in a skin.</summary>
    public async Task<FakePipeline> RunAsync(string cmdlet, object request, FakePipeline? pipeline = null, CancellationToken cancellationToken = default)
    {
        pipeline ??= new FakePipeline();
        var operation = OperationCatalog.Find(cmdlet) ?? throw new ArgumentException($"No operation is called {cmdlet}.", nameof(cmdlet));
        try
        {
            await operation.RunAsync(Runtime, request, pipeline, cancellationToken);
        }
        catch (DbaException failure)
        {
            pipeline.Error(failure.Error);
        }
        return pipeline;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
