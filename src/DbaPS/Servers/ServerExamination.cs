using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Operations;

namespace DbaPS.Servers;

/// <summary>One server's examination: what can be seen from outside, then the login, then what only a login sees.</summary>
internal sealed class ServerExamination
{
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SupportWarning = TimeSpan.FromDays(180);

    private readonly DbaRuntime _runtime;
    private readonly ServerTestRequest _request;
    private readonly ServerTarget _target;
    private readonly CheckList _list;

    public ServerExamination(DbaRuntime runtime, ServerTestRequest request, ServerTarget target)
    {
        _runtime = runtime;
        _request = request;
        _target = target;
        _list = new CheckList(new ObjectOrigin(request.Engine ?? default, default, target.Reference ?? new ServerReference(target.ToString(), Guid.Empty), null, DateTimeOffset.UtcNow));
    }

    public IReadOnlyList<DbaServerCheck> Checks => _list.Checks;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not var (engine, address, options))
        {
            return;
        }
        if (options.PasswordSource is { } source
            && !await _list.TryAsync("Secret", async () =>
            {
                await source(cancellationToken);
                _list.Add("Secret", ServerCheckStatus.Passed, _runtime.Profiles.Find(options.Profile!)?.Secret);
            }, cancellationToken))
        {
            options = options with { PasswordSource = null };
        }
        if (engine.Capabilities.TryGet<IConnectionProbe>(null, out var probe))
        {
            await FromOutsideAsync(probe!, address, options, cancellationToken);
        }
        else if (engine.Capabilities.Declined.TryGetValue(typeof(IConnectionProbe), out var why))
        {
            _list.Add("Network", ServerCheckStatus.Skipped, null, why.Reason, why.Advice);
        }
        DbaSession? session = null;
        if (await _list.TryAsync("Login", async () => session = await LogInAsync(cancellationToken), cancellationToken))
        {
            _list.Origin = session!.Origin();
            await InsideAsync(session, cancellationToken);
        }
    }

    private async Task<(IEngine Engine, ServerAddress Address, ConnectOptions Options)?> FindAsync(CancellationToken cancellationToken)
    {
        (IEngine, ServerAddress, ConnectOptions)? found = null;
        await _list.TryAsync("Address", async () =>
        {
            if (_target.Reference is { } reference && _runtime.Sessions.Every.FirstOrDefault(s => s.Id == reference.SessionId) is { } open)
            {
                found = (open.EngineImplementation, open.Native.Address, reference.Profile is { } name && _runtime.Profiles.Find(name) is { } profile ? profile.Complete(_request.ToConnectOptions()) : _request.ToConnectOptions());
            }
            else
            {
                var text = _target.Reference is { } closed ? _runtime.Router.ProfileOf(closed)?.Name ?? throw new DbaException(DbaErrors.SessionGone(closed)) : _target.Text!;
                found = await _runtime.Router.FindAsync(text, _request.Engine, _request.ToConnectOptions());
            }
            var (engine, address, options) = found.Value;
            var where = new ServerReference(address.ToString(), _target.Reference?.SessionId ?? Guid.Empty) { Profile = options.Profile };
            _list.Origin = new ObjectOrigin(engine.Id, default, where, address.Database, DateTimeOffset.UtcNow);
        }, cancellationToken);
        return found;
    }

    /// <summary>Every host of the address; with several, each check names its own.</summary>
    private async Task FromOutsideAsync(IConnectionProbe probe, ServerAddress address, ConnectOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<ConnectionPlan> plans = [];
        if (await _list.TryAsync("Address", async () => plans = await probe.PlanAsync(address, options, cancellationToken), cancellationToken) && plans.Count == 0)
        {
            _list.Add("Network", ServerCheckStatus.Skipped, null, "No port leads there, so there is nothing to look at before the login.", "The check Login tells whether it can be reached.");
        }
        var hosts = plans.Select(plan =>
        {
            var origin = plans.Count == 1 ? _list.Origin : _list.Origin with { Server = _list.Origin.Server with { Address = plan.Address.ToString() } };
            var list = new CheckList(origin);
            return (List: list, Looking: new NetworkExamination(list, probe, plan, options).RunAsync(cancellationToken));
        }).ToList();
        foreach (var (list, looking) in hosts)
        {
            await looking;
            _list.Add(list);
        }
    }

    private async Task<DbaSession> LogInAsync(CancellationToken cancellationToken)
    {
        var session = await _runtime.Sessions.ResolveAsync(_target, _request.Engine, _request.ToConnectOptions(), cancellationToken);
        _list.Add("Login", ServerCheckStatus.Passed, session.User, session.Database is { } database ? $"In the database {database}." : null);
        return session;
    }

    private async Task InsideAsync(DbaSession session, CancellationToken cancellationToken)
    {
        var table = session.EngineImplementation.Capabilities;
        if (table.TryGet<ILoginProbe>(session.Native, out var login))
        {
            await _list.TryAsync("RoundTrip", () => TimeAsync(login!, cancellationToken), cancellationToken);
        }
        else if (table.Declined.TryGetValue(typeof(ILoginProbe), out var why))
        {
            _list.Add("RoundTrip", ServerCheckStatus.Skipped, null, why.Reason, why.Advice);
        }
        if (table.TryGet<IServerSource>(session.Native, out var server))
        {
            await _list.TryAsync("Version", async () => Judge(await server!.ReadAsync(session.Origin(), cancellationToken)), cancellationToken);
        }
        if (table.TryGet<ICapabilityProbe>(session.Native, out var grants))
        {
            await _list.TryAsync("Grants", () => GrantsAsync(grants!, cancellationToken), cancellationToken);
        }
    }

    private async Task TimeAsync(ILoginProbe login, CancellationToken cancellationToken)
    {
        var facts = await login.ReadAsync(cancellationToken);
        if (facts.Authentication is { } method)
        {
            _list.Add("LoginMethod", ServerCheckStatus.Passed, method, facts.Tls is null ? "Without TLS." : $"Through {facts.Tls}{(facts.Cipher is null ? "" : $", {facts.Cipher}")}.");
        }
        var times = new List<TimeSpan>();
        var skew = TimeSpan.Zero;
        var sent = DateTimeOffset.UtcNow;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var warm = false;
        await foreach (var there in login.ClockAsync(_request.Count + 1, cancellationToken))
        {
            var took = clock.Elapsed;
            if (!warm)
            {
                // The first one also opens the connection.
                warm = true;
                sent = DateTimeOffset.UtcNow;
                clock.Restart();
                continue;
            }
            // The clock was read about half-way; the quickest round says it best.
            if (times.Count == 0 || took < times.Min())
            {
                skew = there - (sent + (took / 2));
            }
            times.Add(took);
            sent = DateTimeOffset.UtcNow;
            clock.Restart();
        }
        times.Sort();
        var median = times[times.Count / 2];
        _list.Add("RoundTrip", ServerCheckStatus.Passed, Presentation.Human.Duration(median), $"Median of {times.Count}.", duration: median);
        var far = skew.Duration() > ToleratedSkew;
        _list.Add("ClockSkew", far ? ServerCheckStatus.Warning : ServerCheckStatus.Passed, Presentation.Human.Duration(skew),
            far ? "The server's clock and this machine's differ." : null, far ? "Have both keep time by NTP: ages, tokens and certificates are judged by the clock." : null, skew);
    }

    private void Judge(DbaServer server)
    {
        var today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.UtcDateTime);
        var (status, detail) = server.EndOfLife switch
        {
            null => (ServerCheckStatus.Passed, null),
            { } end when end < today => (ServerCheckStatus.Warning, $"Its vendor stopped mending this version on {end:yyyy-MM-dd}."),
            { } end when end.DayNumber - today.DayNumber < SupportWarning.TotalDays => (ServerCheckStatus.Warning, $"Its vendor stops mending this version on {end:yyyy-MM-dd}."),
            { } end => (ServerCheckStatus.Passed, (string?)$"Mended until {end:yyyy-MM-dd}."),
        };
        _list.Add("Version", status, server.Version, detail, status == ServerCheckStatus.Warning ? "Plan the upgrade to a newer major version." : null);
    }

    private async Task GrantsAsync(ICapabilityProbe probe, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        await foreach (var need in probe.ProbeAsync(cancellationToken))
        {
            missing.Add(need.Need);
        }
        if (missing.Count == 0)
        {
            _list.Add("Grants", ServerCheckStatus.Passed, "complete");
            return;
        }
        _list.Add("Grants", ServerCheckStatus.Warning, $"{missing.Count} missing", string.Join("; ", missing.Distinct()), "Get-DbaCapability tells which cmdlets need them, and the statements that grant them.");
    }
}
