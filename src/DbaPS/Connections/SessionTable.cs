using System.Collections.Concurrent;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Profiles;

namespace DbaPS.Connections;

/// <summary>
/// The open sessions of this process. A -Server value resolves here first: a reference only ever finds the session it came from.
/// </summary>
public sealed class SessionTable : IAsyncDisposable
{
    private readonly ServerRouter _router;
    private readonly Func<ServerAddress, Secret?> _knownPassword;
    private readonly string _dataFolder;
    private readonly ConcurrentDictionary<Guid, DbaSession> _open = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<DbaSession>>> _implicit = new(StringComparer.Ordinal);

    /// <param name="knownPassword">Finds the password of an address that came without one, e.g. of a sandbox of this user; null when it knows none.</param>
    /// <param name="dataFolder">Where engines may keep files of their own.</param>
    internal SessionTable(ServerRouter router, Func<ServerAddress, Secret?> knownPassword, string dataFolder)
    {
        _router = router;
        _knownPassword = knownPassword;
        _dataFolder = dataFolder;
    }

    /// <summary>Sessions opened by name, oldest first.</summary>
    public IReadOnlyList<DbaSession> Explicit => [.. _open.Values.Where(s => !s.IsImplicit).OrderBy(s => s.ConnectedAt)];

    /// <summary>Every open session, oldest first.</summary>
    public IReadOnlyList<DbaSession> Every => [.. _open.Values.OrderBy(s => s.ConnectedAt)];

    /// <summary>Opens a session. An implicit one is shared by later calls that name the same address and login.</summary>
    public async Task<DbaSession> OpenAsync(ServerTarget target, EngineId? engine, ConnectOptions options, bool isImplicit, CancellationToken cancellationToken)
    {
        (var implementation, var address, options) = await _router.FindAsync(target.Text!, engine, options);
        if (address.Password is null && options.Credential is null && options.PasswordSource is null)
        {
            address = address.WithPassword(_knownPassword(address));
        }
        if (!isImplicit)
        {
            return await OpenAsync(implementation, address, options, isImplicit: false, cancellationToken);
        }
        // The key holds the login, so two identities never share a session; it lives in memory only.
        var key = string.Join('\n', implementation.Id, address, address.Password?.Reveal(), options.Credential?.User, options.Credential?.Password?.Reveal(),
            options.TlsMode, options.StatementTimeout, options.LockTimeout, options.ReadOnly, options.Profile, options.RootCertificate, options.ClientCertificate, options.ClientKey,
            options.CertificateFingerprint, string.Join('&', address.Options.Select(o => $"{o.Key}={o.Value}")));
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
    /// <exception cref="DbaException">
    /// A reference whose session is closed and whose server is not registered, or elsewhere now: never a silent reconnect under another identity.
    /// </exception>
    public Task<DbaSession> ResolveAsync(ServerTarget target, EngineId? engine, ConnectOptions options, CancellationToken cancellationToken)
    {
        if (target.Session is { IsOpen: true } session)
        {
            return Task.FromResult(session);
        }
        if (target.Reference is { } reference)
        {
            return _open.TryGetValue(reference.SessionId, out var found) && found.IsOpen ? Task.FromResult(found) : ReopenAsync(reference, options, cancellationToken);
        }
        if (engine is null && IsPlain(options) && Explicit.FirstOrDefault(s => s.Profile is not null && s.Profile.Equals(target.Text, StringComparison.OrdinalIgnoreCase)) is { } open)
        {
            return Task.FromResult(open);
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
        if (options.PasswordSource is { } source && address.Password is null)
        {
            address = address.WithPassword(await source(cancellationToken));
        }
        var session = new DbaSession(engine, await engine.ConnectAsync(address, options with { DataFolder = _dataFolder }, cancellationToken), isImplicit, options.Profile);
        _open[session.Id] = session;
        return session;
    }

    /// <summary>True when a command asks for nothing that an open session may not have.</summary>
    private static bool IsPlain(ConnectOptions options) =>
        options.Credential is null && options.Database is null && options.StatementTimeout is null && options.LockTimeout is null && !options.ReadOnly;

    /// <summary>Opens a registered server again for an object whose session is closed, as the profile says, and only where the object came from.</summary>
    private async Task<DbaSession> ReopenAsync(ServerReference reference, ConnectOptions options, CancellationToken cancellationToken)
    {
        var profile = _router.ProfileOf(reference) ?? throw new DbaException(DbaErrors.SessionGone(reference));
        var session = await ResolveAsync(new ServerTarget(profile.Name), engine: null, options, cancellationToken);
        // A profile piped on has no session yet, and its address may leave out what the session's has.
        var isProfile = reference.Profile is not null && reference.SessionId == Guid.Empty;
        return isProfile || session.Server.Address == reference.Address ? session : throw new DbaException(DbaErrors.ProfileElsewhere(reference, profile.Name, session.Server.Address));
    }
}
