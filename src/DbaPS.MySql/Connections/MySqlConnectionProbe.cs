using System.Net.Security;
using System.Text;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.MySql.Connections;

/// <summary>The first packets of the protocol, by hand: the driver tells neither what a certificate says nor which login is wanted.</summary>
/// <remarks>A server also counts the connections of a host that end before their login does (max_connect_errors), and begins anew after one that succeeds.</remarks>
internal sealed class MySqlConnectionProbe : IConnectionProbe
{
    private const byte Accepted = 0x00;
    private const byte OtherMethod = 0xFE;
    private const byte Quit = 0x01;

    public Task<IReadOnlyList<ConnectionPlan>> PlanAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken)
    {
        var settings = ConnectionSettings.Resolve(address, options);
        return Task.FromResult<IReadOnlyList<ConnectionPlan>>(
        [
            new ConnectionPlan(settings.Address, settings.TlsMode, settings.TlsMode is not (TlsMode.Require or TlsMode.Disable) && !settings.IsRelaxed && !settings.IsSocket)
            {
                Socket = settings.Socket,
                RootCertificate = settings.RootCertificate,
                CertificateFingerprint = options.CertificateFingerprint,
                ConnectTimeout = settings.ConnectTimeout,
            },
        ]);
    }

    public async Task<TlsOffer> RequestTlsAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        var greeting = await GreetAsync(connection, plan, cancellationToken);
        if (greeting.HasTls)
        {
            await HandshakePackets.WriteAsync(connection, sequence: 1, HandshakePackets.TlsRequest(), cancellationToken);
        }
        return new(greeting.HasTls, Usual(greeting, plan, greeting.HasTls));
    }

    public async Task<AuthenticationDemand> AskAuthenticationAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        // Before TLS the greeting was read and TLS asked for.
        var isEncrypted = connection is SslStream;
        if (!isEncrypted && Usual(await GreetAsync(connection, plan, cancellationToken), plan, isEncrypted) is { } usual)
        {
            return usual;
        }
        await HandshakePackets.WriteAsync(connection, sequence: isEncrypted ? (byte)2 : (byte)1, HandshakePackets.Login(plan.Address.User!, isEncrypted), cancellationToken);
        var answer = await ReadAsync(connection, plan, cancellationToken);
        switch (answer[0])
        {
            case OtherMethod:
                var name = answer.AsSpan(1);
                return Demand(Encoding.ASCII.GetString(name[..Math.Max(0, name.IndexOf((byte)0))]), isEncrypted || plan.Socket is not null);
            case Accepted:
                await HandshakePackets.WriteAsync(connection, sequence: 0, new[] { Quit }, cancellationToken);
                return new("none", "The server lets this user in without asking for anything.");
            default:
                throw new DbaException(MySqlErrors.OtherProtocol(plan.Address));
        }
    }

    /// <summary>On MySQL an account is not asked about: FAILED_LOGIN_ATTEMPTS counts a login that was only begun. MariaDB counts wrong passwords.</summary>
    private static AuthenticationDemand? Usual(ServerGreeting greeting, ConnectionPlan plan, bool isEncrypted) => greeting.IsMariaDb
        ? null
        : Demand(greeting.Method, isEncrypted || plan.Socket is not null) with { Remark = "The server's usual method; asking for the account's own would count as a failed login." };

    private static async Task<ServerGreeting> GreetAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken) =>
        ServerGreeting.Read(await ReadAsync(connection, plan, cancellationToken)) ?? throw new DbaException(MySqlErrors.OtherProtocol(plan.Address));

    private static async Task<byte[]> ReadAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        var packet = await HandshakePackets.ReadAsync(connection, cancellationToken) ?? throw new DbaException(MySqlErrors.OtherProtocol(plan.Address));
        return HandshakePackets.Refusal(packet) is { } refusal ? throw new DbaException(MySqlErrors.Refused(refusal, plan.Address, null)) : packet;
    }

    /// <summary>A method by the name of the client's side of it.</summary>
    private static AuthenticationDemand Demand(string method, bool isGuarded) => method switch
    {
        "mysql_clear_password" or "dialog" => new(method, isGuarded ? "The server gets to see the password itself." : "The password crosses the network in clear."),
        "mysql_native_password" => new(method, "It stores passwords as SHA-1 without salt: whoever reads them finds weak ones quickly, and MySQL 9 has given it up."),
        "mysql_old_password" or "" => new("mysql_old_password", "It was broken long ago: what crosses the network is enough to log in with."),
        _ => new(method),
    };
}
