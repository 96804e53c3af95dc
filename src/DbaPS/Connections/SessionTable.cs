using System.Collections.Concurrent;
using DbaPS.Engines;
using DbaPS.Errors;

namespace DbaPS.Connections;

/// <summary>
/// The open sessions of this process. A -Server value resolves here first: a reference only ever finds the session it came from.
/// </summary>
public sealed class SessionTable : IAsyncDisposable
{
    private readonly EngineCatalog _engines;
    private readonly Func<ServerAddress, Secret?> _knownPassword;
    private readonly ConcurrentDictionary<Guid, DbaSession> _open = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<DbaSession>>> _implicit = new(StringComparer.Ordinal);

    /// <param name="knownPassword">Finds the password of an address that came without one, e.g. of a sandbox of this user; null when it knows none.</param>
    public SessionTable(EngineCatalog engines, Func<ServerAddress, Secret?> knownPassword)
    {
        _engines = engines;
        _knownPassword = knownPassword;
    }

    /// <summary>Sessions opened by name, oldest first.</summary>
    public IReadOnlyList<DbaSession> Explicit => [.. _open.Values.Where(s => !s.IsImplicit).OrderBy(s => s.ConnectedAt)];

    /// <summary>Every open session, oldest first.</summary>
    public IReadOnlyList<DbaSession> Every => [.. _open.Values.OrderBy(s => s.ConnectedAt)];

    /// <summary>Opens a session. An implicit one is shared by later calls that name the same address and login.</summary>
    public async Task<DbaSession> OpenAsync(ServerTarget target, EngineId? engine, ConnectOptions options, bool isImplicit, CancellationToken cancellationToken)
    {
        var (implementation, address) = await _engines.LocateAsync(target.Text!, engine);
        if (address.Password is null && options.Credential is null)
        {
            address = address.WithPassword(_knownPassword(address));
        }
        if (!isImplicit)
        {
            return await OpenAsync(implementation, address, options, isImplicit: false, cancellationToken);
        }
        // The key holds the login, so two identities never share a session; it lives in memory only.
        var key = string.Join('\n', implementation.Id, address, address.Password?.Reveal(), options.Credential?.User, options.Credential?.Password?.Reveal(),
            options.TlsMode, options.StatementTimeout, options.LockTimeout, options.ReadOnly, string.Join('&', address.Options.Select(o => $"{o.Key}={o.Value}")));
        var opening = _implicit.GetOrAdd(key, _ => new(() => OpenAsync(implementation, address, options, isImplicit: true, cancellationToken)));
        try
        {
            var session = await opening.Value;
            if (session.IsOpen)
            {
                return session;
            }
        }
        catch (Exception failure)
        {
            _implicit.TryRemove(new(key, opening));
            // Who asked first gave up; this call did not.
            if (failure is not OperationCanceledException || cancellationToken.IsCancellationRequested)
            {
                throw;
            }
        }
        _implicit.TryRemove(new(key, opening));
        return await OpenAsync(target, engine, options, isImplicit, cancellationToken);
    }

    /// <summary>The session a target stands for, opening one only for an address.</summary>
    /// <exception cref="DbaException">A reference whose session is closed: never a silent reconnect.</exception>
    public Task<DbaSession> ResolveAsync(ServerTarget target, EngineId? engine, ConnectOptions options, CancellationToken cancellationToken)
    {
        if (target.Session is { IsOpen: true } session)
        {
            return Task.FromResult(session);
        }
        if (target.Reference is { } reference)
        {
            return _open.TryGetValue(reference.SessionId, out var found) && found.IsOpen
                ? Task.FromResult(found)
                : throw new DbaException(DbaErrors.SessionGone(reference));
        }
        return OpenAsync(target, engine, options, isImplicit: true, cancellationToken);
    }

    /// <summary>The one session a cmdlet without -Server means.</summary>
    public DbaSession Default()
    {
        var open = Explicit;
        return open.Count switch
        {
            1 => open[0],
            0 => throw new DbaException(DbaErrors.ServerRequired()),
            _ => throw new DbaException(DbaErrors.ServerAmbiguous([.. open.Select(s => s.Server.Address)])),
        };
    }

    /// <summary>Closes a session and its pool.</summary>
    public async Task CloseAsync(DbaSession session)
    {
        _open.TryRemove(session.Id, out _);
        await session.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _open.Values)
        {
            await CloseAsync(session);
        }
    }

    internal async Task<DbaSession> OpenAsync(IEngine engine, ServerAddress address, ConnectOptions options, bool isImplicit, CancellationToken cancellationToken)
    {
        var session = new DbaSession(engine, await engine.ConnectAsync(address, options, cancellationToken), isImplicit);
        _open[session.Id] = session;
        return session;
    }
}
