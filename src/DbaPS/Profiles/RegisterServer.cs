using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Secrets;

namespace DbaPS.Profiles;

/// <summary>Gives a server a name, or changes what goes with the name. Connects to nothing.</summary>
[Operation("Register", "DbaServer", Summary = "Saves a server under a name, with how to connect and what is expected of it; never with a password.", Output = typeof(DbaProfileChange), Changes = true)]
public sealed class RegisterServer : IOperation<RegisterServerRequest>
{
    private readonly DbaRuntime _runtime;

    public RegisterServer(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(RegisterServerRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        ProfileNames.Check(request.Name!, _runtime.Engines);
        var store = _runtime.Profiles;
        var there = store.Find(request.Name!);
        var (engine, address) = request.Server is null ? (null, null) : await LocateAsync(request.Server, request, cancellationToken);
        var profile = Merge(request, there, engine, address);
        var sql = request.CreateHistory || request.History == true ? HistorySql(profile) : null;
        await ProfileChanges.RunAsync(
            there is null ? "Register" : "Change", profile, store, pipeline,
            async () =>
            {
                await store.ChangeAsync(known => Put(known, request, engine, address), cancellationToken);
                if (request.CreateHistory)
                {
                    await _runtime.History.CreateAsync(profile.Name, cancellationToken);
                }
            },
            cancellationToken, request.CreateHistory ? sql : null);
    }

    /// <exception cref="DbaException">The engine keeps no history.</exception>
    private string HistorySql(DbaServerProfile profile)
    {
        var engine = _runtime.Engines.Get(new EngineId(profile.Engine));
        return engine.Capabilities.Require<IHistoryStoreProvider>(null, engine.DisplayName).SchemaSql;
    }

    /// <summary>The profile is made again under the lock, so that another writer's change to it is kept.</summary>
    private static IEnumerable<DbaServerProfile> Put(IReadOnlyList<DbaServerProfile> known, RegisterServerRequest request, string? engine, string? address)
    {
        var there = known.FirstOrDefault(p => p.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase));
        var profile = Merge(request, there, engine, address);
        // One history: marking a server takes the mark from the other.
        return known.Where(p => p != there).Select(p => profile.KeepsHistory ? p with { KeepsHistory = false } : p).Append(profile);
    }

    private static DbaServerProfile Merge(RegisterServerRequest request, DbaServerProfile? there, string? engine, string? address)
    {
        if (there is null && address is null)
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Server), null, "it is required for a new name."));
        }
        if (there is not null && address is not null && address != there.Address && !request.Force)
        {
            throw new DbaException(DbaErrors.ProfileExists(there.Name, there.Address));
        }
        var was = there ?? new DbaServerProfile { Name = request.Name!, Address = address!, Engine = engine! };
        return was with
        {
            Address = address ?? was.Address,
            Engine = engine ?? was.Engine,
            Secret = Text(request.Secret is { Length: > 0 } secret ? SecretReference.Parse(secret).ToString() : request.Secret, was.Secret),
            Group = Text(GroupOf(request.Group), was.Group),
            Tags = request.Tag ?? was.Tags,
            Owner = Text(request.Owner, was.Owner),
            RpoTarget = Span(nameof(request.RpoTarget), request.RpoTarget, was.RpoTarget),
            RtoTarget = Span(nameof(request.RtoTarget), request.RtoTarget, was.RtoTarget),
            Retention = Span(nameof(request.Retention), request.Retention, was.Retention),
            DataClass = Text(request.DataClass, was.DataClass),
            TlsMode = request.TlsMode ?? was.TlsMode,
            RootCertificate = Text(request.RootCertificate, was.RootCertificate),
            ClientCertificate = Text(request.ClientCertificate, was.ClientCertificate),
            ClientKey = Text(request.ClientKey, was.ClientKey),
            CertificateFingerprint = Text(request.CertificateFingerprint is { Length: > 0 } print ? ServerCertificate.NormalizeFingerprint(print) : request.CertificateFingerprint, was.CertificateFingerprint),
            ConnectTimeout = Span(nameof(request.ConnectTimeout), request.ConnectTimeout, was.ConnectTimeout),
            Timeout = Span(nameof(request.Timeout), request.Timeout, was.Timeout),
            LockTimeout = Span(nameof(request.LockTimeout), request.LockTimeout, was.LockTimeout),
            ApplicationName = Text(request.ApplicationName, was.ApplicationName),
            ReadOnly = request.ReadOnly ?? was.ReadOnly,
            KeepsHistory = request.CreateHistory || (request.History ?? was.KeepsHistory),
        };
    }

    private static string? GroupOf(string? given) => given?.TrimStart(TargetExpansion.Mark) is { Length: > 0 } group && !ProfileNames.IsWellFormed(group)
        ? throw new DbaException(DbaErrors.InvalidParameter("Group", given, "it takes letters, digits, '-' and '_'."))
        : given?.TrimStart(TargetExpansion.Mark);

    /// <summary>An empty text takes a setting away.</summary>
    private static string? Text(string? given, string? there) => given is null ? there : given.Length == 0 ? null : given;

    /// <summary>Zero takes a setting away.</summary>
    private static TimeSpan? Span(string name, TimeSpan? given, TimeSpan? there) => given is not { } span ? there
        : span < TimeSpan.Zero ? throw new DbaException(DbaErrors.InvalidParameter(name, span, "it is negative."))
        : span == TimeSpan.Zero ? null : span;

    private async Task<(string Engine, string Address)> LocateAsync(ServerTarget target, RegisterServerRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (target.Reference is { } reference)
        {
            target = new ServerTarget(reference.Address);
        }
        if (TargetExpansion.IsGroup(target) || (request.Engine is null && _runtime.Profiles.Find(target.Text!) is not null))
        {
            throw new DbaException(DbaErrors.InvalidParameter(nameof(request.Server), target.Text, "it is a registered name, not an address."));
        }
        target = target.Rooted(request.Engine is { } id && _runtime.Engines.IsEmbedded(id), Path.GetFullPath);
        var (engine, address) = await _runtime.Engines.LocateAsync(target.Text!, request.Engine);
        return (engine.Id.Name, AddressText.Of(address));
    }
}
