using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Secrets;

namespace DbaPS.Profiles;

/// <summary>Leads from what -Server takes to an engine, an address and how to connect: by a profile, where the text is a registered name.</summary>
internal sealed class ServerRouter
{
    private readonly EngineCatalog _engines;
    private readonly ProfileStore _profiles;
    private readonly SecretResolver _secrets;

    public ServerRouter(EngineCatalog engines, ProfileStore profiles, SecretResolver secrets)
    {
        _engines = engines;
        _profiles = profiles;
        _secrets = secrets;
    }

    /// <summary>With an engine given the text is a host or a connection string, never a registered name.</summary>
    public async Task<(IEngine Engine, ServerAddress Address, ConnectOptions Options)> FindAsync(string text, EngineId? engine, ConnectOptions options)
    {
        if (engine is not null || _profiles.Find(text) is not { } profile)
        {
            var (direct, given) = await _engines.LocateAsync(text, engine);
            return (direct, given, options);
        }
        var (implementation, address) = await _engines.LocateAsync(profile.Address, null);
        options = profile.Complete(options);
        if (profile.Secret is { } place && options.Credential is null)
        {
            var reference = SecretReference.Parse(place);
            var use = new TokenRequest(reference.Place, implementation.Id, address with { Port = address.Port ?? _engines.UsualPort(implementation.Id) });
            options = options with { PasswordSource = token => _secrets.ReadAsync(reference, use, token), PasswordIsToken = reference.IsToken };
        }
        return (implementation, address, options);
    }

    /// <summary>The profile an object's server is registered as; null when none is, or several are.</summary>
    public DbaServerProfile? ProfileOf(ServerReference reference) => ProfileOf(reference, _profiles.Read());

    /// <summary>As <see cref="ProfileOf(ServerReference)"/>, where a profile only adds something: profiles that can't be read add nothing.</summary>
    public DbaServerProfile? TryProfileOf(ServerReference reference) => ProfileOf(reference, TryRead());

    /// <summary>How long the backups of each server are to be kept, by the profiles as they are now; null where nothing says so.</summary>
    public Func<ServerReference, TimeSpan?> Retentions()
    {
        var known = TryRead();
        return reference => ProfileOf(reference, known)?.Retention;
    }

    private DbaServerProfile? ProfileOf(ServerReference reference, IReadOnlyList<DbaServerProfile> known)
    {
        if (reference.Profile is { } name)
        {
            return known.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
        if (known.Count == 0 || !ServerAddress.LooksLikeAddress(reference.Address))
        {
            return null;
        }
        var address = ServerAddress.Parse(reference.Address);
        var fits = known.Where(p => Leads(p, address)).ToList();
        // One that names the database means this one more than one that does not.
        var exact = fits.Where(p => ServerAddress.Parse(p.Address).Database is not null).ToList();
        return exact.Count == 1 ? exact[0] : fits.Count == 1 ? fits[0] : null;
    }

    private IReadOnlyList<DbaServerProfile> TryRead()
    {
        try
        {
            return _profiles.Read();
        }
        catch (DbaException)
        {
            return [];
        }
    }

    /// <summary>True when a profile's address is that of a session; what the profile leaves out fits anything.</summary>
    private bool Leads(DbaServerProfile profile, ServerAddress address)
    {
        var own = ServerAddress.Parse(profile.Address);
        return string.Equals(_engines.NameOf(own.Scheme), _engines.NameOf(address.Scheme), StringComparison.OrdinalIgnoreCase)
            && own.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
            && (own.Port ?? _engines.UsualPort(new EngineId(profile.Engine))) == (address.Port ?? _engines.UsualPort(new EngineId(profile.Engine)))
            && (own.User is null || own.User == address.User)
            && (own.Database is null || own.Database == address.Database)
            && (address.Path is null || Path.GetFullPath(own.Path ?? ".") == Path.GetFullPath(address.Path));
    }
}
