using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Presentation;

namespace DbaPS.Servers;

/// <summary>What can be seen of a server without logging in: its name, its port, its TLS, its certificate, and what it asks of a user.</summary>
internal sealed class NetworkExamination
{
    private static readonly TimeSpan RenewalWarning = TimeSpan.FromDays(30);

    private readonly CheckList _list;
    private readonly IConnectionProbe _probe;
    private readonly ConnectionPlan _plan;
    private readonly ConnectOptions _options;

    public NetworkExamination(CheckList list, IConnectionProbe probe, ConnectionPlan plan, ConnectOptions options)
    {
        _list = list;
        _probe = probe;
        _plan = plan;
        _options = options;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IPAddress[] found = [];
        if (_plan.Socket is null && !await _list.TryAsync("Dns", async () => found = await LookUpAsync(cancellationToken), cancellationToken))
        {
            return;
        }
        Stream? connection = null;
        try
        {
            if (await _list.TryAsync("Port", async () => connection = await OpenAsync(found, tell: true, cancellationToken), cancellationToken))
            {
                await _list.TryAsync("Tls", () => TlsAsync(found, connection!, cancellationToken), cancellationToken);
            }
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<T> InTimeAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_plan.ConnectTimeout > TimeSpan.Zero ? _plan.ConnectTimeout : System.Threading.Timeout.InfiniteTimeSpan);
        try
        {
            return await work(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DbaException(DbaErrors.TimedOut(_plan.Address.ToString(), what, "-ConnectTimeout", null));
        }
    }

    private async Task<IPAddress[]> LookUpAsync(CancellationToken cancellationToken)
    {
        var host = _plan.Address.Host;
        if (IPAddress.TryParse(host, out var literal))
        {
            _list.Add("Dns", ServerCheckStatus.Passed, host, "It is an address already.");
            return [literal];
        }
        var clock = Stopwatch.StartNew();
        try
        {
            var found = await InTimeAsync($"looking up '{host}'", token => Dns.GetHostAddressesAsync(host, token), cancellationToken);
            _list.Add("Dns", ServerCheckStatus.Passed, string.Join(", ", found.Select(a => a.ToString())), duration: clock.Elapsed);
            return found;
        }
        catch (SocketException failure)
        {
            throw new DbaException(DbaErrors.ServerUnreachable(_plan.Address.ToString(), $"no machine is called '{host}' ({failure.Message}).", failure) with
            {
                RecommendedAction = "Check the name and this machine's DNS (/etc/resolv.conf, /etc/hosts).",
            });
        }
    }

    private async Task<Stream> OpenAsync(IPAddress[] found, bool tell, CancellationToken cancellationToken)
    {
        var place = _plan.Socket ?? string.Create(CultureInfo.InvariantCulture, $"{_plan.Address.Host}:{_plan.Address.Port}");
        var clock = Stopwatch.StartNew();
#pragma warning disable CA2000 // The stream that is returned owns it; a failure below disposes of it.
        var socket = _plan.Socket is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
#pragma warning restore CA2000
        try
        {
            await InTimeAsync($"connecting to {place}", async token =>
            {
                await (_plan.Socket is { } path ? socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token) : socket.ConnectAsync(found, _plan.Address.Port!.Value, token));
                return true;
            }, cancellationToken);
            if (tell)
            {
                _list.Add("Port", ServerCheckStatus.Passed, place, $"Connected in {Human.Duration(clock.Elapsed)}.", duration: clock.Elapsed);
            }
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            throw failure is SocketException refused ? new DbaException(DbaErrors.ServerUnreachable(_plan.Address.ToString(), $"{place}: {refused.Message}.", failure)) : failure;
        }
    }

    private async Task TlsAsync(IPAddress[] found, Stream connection, CancellationToken cancellationToken)
    {
        if (_plan.Socket is not null || _plan.TlsMode == TlsMode.Disable)
        {
            _list.Add("Tls", ServerCheckStatus.Skipped, null, _plan.Socket is null ? "It is turned off for this connection." : "A socket of this machine needs none.");
            await AuthenticationAsync(connection, cancellationToken);
            return;
        }
        var offer = await InTimeAsync("asking for TLS", token => _probe.RequestTlsAsync(connection, _plan, token), cancellationToken);
        if (!offer.HasTls)
        {
            var needed = _plan.TlsMode != TlsMode.Default || !_plan.Address.IsLocal;
            _list.Add("Tls", needed ? ServerCheckStatus.Failed : ServerCheckStatus.Passed, "none", "The server offers no TLS.", needed ? DbaErrors.PlaintextRefused(_plan.Address.ToString()).RecommendedAction : null);
            await using var plain = await OpenAsync(found, tell: false, cancellationToken);
            await AuthenticationAsync(plain, cancellationToken, offer.Usual);
            return;
        }
        await using var tls = await InTimeAsync("the TLS handshake", token => TlsProbe.HandshakeAsync(connection, _plan, offer, token), cancellationToken);
        // A server of today can't be talked into less than 1.2 by this platform; older ones show here.
        var weak = tls.Stream.SslProtocol is not (SslProtocols.Tls12 or SslProtocols.Tls13);
        _list.Add("Tls", weak ? ServerCheckStatus.Warning : ServerCheckStatus.Passed, Name(tls.Stream.SslProtocol), tls.Stream.NegotiatedCipherSuite.ToString(),
            weak ? "Have the server offer TLS 1.2 or newer." : null);
        Judge(tls);
        await AuthenticationAsync(tls.Stream, cancellationToken, offer.Usual);
    }

    private void Judge(TlsProbe tls)
    {
        if (tls.Certificate is not { } shown)
        {
            _list.Add("Chain", ServerCheckStatus.Failed, "none", "The server showed no certificate.", "Give the server a certificate.");
            return;
        }
        if (_plan.CertificateFingerprint is { } pinned)
        {
            var same = pinned == shown.Fingerprint;
            _list.Add("Chain", same ? ServerCheckStatus.Passed : ServerCheckStatus.Failed, same ? "pinned" : "not the pinned one", shown.ToString(), same ? null : DbaErrors.CertificateChanged(_plan.Address.ToString(), shown, _options, null).RecommendedAction, certificate: shown);
        }
        else
        {
            // Where nothing checks, what is wrong stops nobody.
            var bad = _plan.ChecksCertificate ? ServerCheckStatus.Failed : ServerCheckStatus.Warning;
            var remark = _plan.ChecksCertificate ? "" : " This connection does not check it.";
            var advice = DbaErrors.CertificateUntrusted(_plan.Address.ToString(), "", shown, _options, null, _plan.TrustAdvice).RecommendedAction;
            _list.Add("Chain", tls.ChainProblem is null ? ServerCheckStatus.Passed : bad, tls.ChainProblem is null ? "trusted" : "not trusted",
                tls.ChainProblem is null ? shown.ToString() : $"{tls.ChainProblem}{remark} {shown}", tls.ChainProblem is null ? null : advice, certificate: shown);
            var named = _plan.TlsMode == TlsMode.VerifyCA ? ServerCheckStatus.Warning : bad;
            _list.Add("HostName", tls.NameProblem is null ? ServerCheckStatus.Passed : named, string.Join(", ", shown.Names), tls.NameProblem is null ? null : tls.NameProblem + remark,
                tls.NameProblem is null ? null : "Connect by a name in the certificate, or have one issued for this name.", certificate: shown);
        }
        var left = shown.ValidTo - DateTimeOffset.UtcNow;
        var status = left < TimeSpan.Zero ? (_plan.ChecksCertificate && _plan.CertificateFingerprint is null ? ServerCheckStatus.Failed : ServerCheckStatus.Warning)
            : left < RenewalWarning ? ServerCheckStatus.Warning : ServerCheckStatus.Passed;
        _list.Add("Expiry", status, string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(left.TotalDays):0} days"), string.Create(CultureInfo.InvariantCulture, $"Valid until {shown.ValidTo:yyyy-MM-dd HH:mm}Z."),
            status == ServerCheckStatus.Passed ? null : "Renew the server's certificate.", left, shown);
    }

    private Task AuthenticationAsync(Stream connection, CancellationToken cancellationToken, AuthenticationDemand? known = null) => _list.TryAsync("Authentication", async () =>
    {
        var demand = known ?? await InTimeAsync("beginning a login", token => _probe.AskAuthenticationAsync(connection, _plan, token), cancellationToken);
        _list.Add("Authentication", demand.Weakness is null ? ServerCheckStatus.Passed : ServerCheckStatus.Warning, demand.Method, demand.Weakness ?? demand.Remark,
            demand.Weakness is null ? null : demand.Advice ?? "Have the server ask for something stronger of this user.");
    }, cancellationToken);

    private static string Name(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        _ => protocol.ToString(),
    };
}
