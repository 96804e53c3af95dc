using System.Net.Security;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Connections;

/// <summary>The first packets of the protocol, by hand: the driver tells neither what a certificate says nor what a server can. No login is begun, so none is counted.</summary>
internal sealed class SqlServerConnectionProbe : IConnectionProbe
{
    /// <summary>What TLS before the protocol announces.</summary>
    private const string StrictProtocol = "tds/8.0";

    private const string Windows = "Windows login";
    private const string Token = "Entra ID token";
    private const string Sql = "SQL Server login";

    public async Task<IReadOnlyList<ConnectionPlan>> PlanAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken)
    {
        // Looking takes no password, but a login by token is no login without one.
        var settings = ConnectionSettings.Resolve(address.WithPassword(address.RevealPassword() ?? new Secret("")), options, SqlServerDriver.Version);
        return ServerPlace.IsLocalOnly(settings.Address.Host) ? [] : [await PlanAsync(settings, cancellationToken)];
    }

    public async Task<TlsOffer> RequestTlsAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        if (plan.BeginsWithTls)
        {
            return new(HasTls: true) { ApplicationProtocol = StrictProtocol };
        }
        var answer = await AskAsync(connection, plan, Prelogin.EncryptAll, cancellationToken);
        return new(answer.HasTls, Demand(answer, plan, answer.HasTls)) { Carrier = new HandshakeStream(connection) };
    }

    public async Task<AuthenticationDemand> AskAuthenticationAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        var isEncrypted = connection is SslStream;
        var answer = await AskAsync(connection, plan, isEncrypted ? Prelogin.EncryptNothing : Prelogin.EncryptLogin, cancellationToken);
        return Demand(answer, plan, isEncrypted || answer.HasTls);
    }

    /// <summary>Where a session of these settings is opened.</summary>
    /// <exception cref="DbaException">The port of a named instance can't be found out.</exception>
    public static async Task<ConnectionPlan> PlanAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var (login, shown) = (settings.Login, settings.Address);
        var place = shown.Host.Split('\\');
        var port = shown.Port ?? await InstanceBrowser.FindPortAsync(shown.ToString(), place[0], place[1], login.ConnectTimeout, cancellationToken);
        var mode = login.Encryption == SqlServerEncryption.Optional ? TlsMode.Disable
            : !login.TrustsAnyCertificate ? TlsMode.VerifyFull
            : settings.IsRelaxed ? TlsMode.Default : TlsMode.Require;
        return new ConnectionPlan(shown with { Host = place[0], Port = port }, mode, !login.TrustsAnyCertificate)
        {
            CertificateFingerprint = login.ServerCertificate is { } file ? CertificateFiles.FingerprintOf(file) : settings.Options.CertificateFingerprint,
            CertificateHost = login.HostNameInCertificate,
            BeginsWithTls = login.Encryption == SqlServerEncryption.Strict,
            LoginMethod = login.IsIntegrated ? Windows : login.Token is not null ? Token : Sql,
            TrustAdvice = SqlServerErrors.TrustAdvice,
            ConnectTimeout = login.ConnectTimeout,
        };
    }

    private static async Task<Prelogin> AskAsync(Stream connection, ConnectionPlan plan, byte encryption, CancellationToken cancellationToken)
    {
        try
        {
            await TdsPackets.WriteAsync(connection, TdsPackets.Prelogin, Prelogin.Request(encryption), cancellationToken);
            var answer = await TdsPackets.ReadAsync(connection, cancellationToken);
            if (answer is not null && TdsPackets.Refusal(answer) is { } refusal)
            {
                throw new DbaException(SqlServerErrors.Refused(refusal, plan.Address));
            }
            return (answer is null ? null : Prelogin.Read(answer)) ?? throw new DbaException(SqlServerErrors.OtherProtocol(plan.Address, "what listens there does not speak SQL Server's protocol.", null));
        }
        catch (IOException closed)
        {
            throw new DbaException(SqlServerErrors.OtherProtocol(plan.Address, "it closed the connection instead of answering.", closed));
        }
    }

    /// <summary>The client chooses how it logs in; the server says what of that it takes.</summary>
    private static AuthenticationDemand Demand(Prelogin answer, ConnectionPlan plan, bool isGuarded)
    {
        var demand = new AuthenticationDemand(plan.LoginMethod!, Remark: $"The client chose it. The server says that it is version {answer.Version}.");
        return plan.LoginMethod switch
        {
            Windows when answer.WantsEntra => demand with
            {
                Weakness = "The server takes no Windows login; Entra ID stands in for it.",
                Advice = "Log in with a token (?authentication=token), or with user and password.",
            },
            Sql or Token when !isGuarded => demand with
            {
                Weakness = $"The {(plan.LoginMethod == Sql ? "password" : "token")} crosses the network as good as in clear.",
                Advice = "Have the server encrypt: every version can, with a certificate of its own or one it makes itself.",
            },
            _ => demand,
        };
    }
}
