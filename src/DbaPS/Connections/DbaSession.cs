using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.Connections;

/// <summary>An open session with a server: what Connect-DbaServer returns and -Server takes. Pooled; safe for use by several operations at once.</summary>
public sealed class DbaSession : IAsyncDisposable
{
    internal DbaSession(IEngine engine, IEngineSession native, bool isImplicit, string? profile = null)
    {
        Profile = profile;
        EngineImplementation = native.Engine ?? engine;
        Native = native;
        IsImplicit = isImplicit;
        Server = new ServerReference(native.Address.ToString(), Id)
        {
            ComputerName = native.Address.Path is { } path ? System.IO.Path.GetFileName(path) : native.Address.Host,
            InstanceName = native.Address.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
            Profile = profile,
        };
    }

    public Guid Id { get; } = Guid.NewGuid();

    public EngineId Engine => EngineImplementation.Id;

    public ServerVersion ServerVersion => Native.Version;

    public ServerReference Server { get; }

    public string? Database => Native.Database;

    /// <summary>The registered name it was opened by; null for an address.</summary>
    public string? Profile { get; }

    public string User => Native.User;

    public DateTimeOffset ConnectedAt { get; } = DateTimeOffset.UtcNow;

    public bool IsOpen { get; private set; } = true;

    internal IEngine EngineImplementation { get; }

    internal IEngineSession Native { get; }

    /// <summary>How SQL is read in this session.</summary>
    internal SqlDialect Dialect => Native.Dialect ?? EngineImplementation.Dialect;

    /// <summary>True when a cmdlet opened it for a -Server address; such sessions are not the default of later cmdlets.</summary>
    internal bool IsImplicit { get; }

    /// <summary>What this session's engine offers for <typeparamref name="T"/>.</summary>
    /// <exception cref="DbaException">The engine declines it; the error carries reason and advice.</exception>
    public T Require<T>()
        where T : class, ICapability => EngineImplementation.Capabilities.Require<T>(Native, EngineImplementation.DisplayName);

    /// <summary>The base of objects read through this session now.</summary>
    public ObjectOrigin Origin(string? database = null) => new(Engine, ServerVersion, Server, database ?? Database, DateTimeOffset.UtcNow);

    /// <summary>The same login in another database of the server. The caller disposes of it; objects it makes still name this session.</summary>
    public async Task<DatabaseScope> EnterAsync(string? database, CancellationToken cancellationToken)
    {
        if (database is null || string.Equals(database, Database, StringComparison.Ordinal))
        {
            return new DatabaseScope(this, Native, owned: false);
        }
        return new DatabaseScope(this, await Native.ForDatabaseAsync(database, cancellationToken), owned: true);
    }

    public async ValueTask DisposeAsync()
    {
        IsOpen = false;
        await Native.DisposeAsync();
    }

    public override string ToString() => Server.Address;
}
