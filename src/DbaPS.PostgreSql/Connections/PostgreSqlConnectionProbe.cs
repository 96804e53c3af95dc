using System.Buffers.Binary;
using System.Text;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.PostgreSql.Connections;

/// <summary>The first messages of the frontend/backend protocol 3.0, by hand: the driver tells neither what a certificate says nor which login is wanted.</summary>
internal sealed class PostgreSqlConnectionProbe : IConnectionProbe
{
    /// <summary>The code of an SSLRequest: https://www.postgresql.org/docs/current/protocol-message-formats.html.</summary>
    private const int TlsRequestCode = 80877103;

    private const int ProtocolVersion = 196608;
    private const int LongestMessage = 64 * 1024;

    public Task<IReadOnlyList<ConnectionPlan>> PlanAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ConnectionPlan>>(
    [
        .. ConnectionSettings.Resolve(address, options).Candidates.Select(settings =>
            new ConnectionPlan(settings.Address, settings.TlsMode, settings.TlsMode is not (TlsMode.Require or TlsMode.Disable) && !settings.IsRelaxed && !settings.IsSocket)
            {
                Socket = settings.Socket,
                RootCertificate = settings.RootCertificate,
                CertificateFingerprint = options.CertificateFingerprint,
                ConnectTimeout = settings.ConnectTimeout,
            }),
    ]);

    public async Task<TlsOffer> RequestTlsAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        var request = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(4), TlsRequestCode);
        await connection.WriteAsync(request, cancellationToken);
        var answer = new byte[1];
        await connection.ReadExactlyAsync(answer, cancellationToken);
        return answer[0] switch
        {
            (byte)'S' => new(HasTls: true),
            (byte)'N' => new(HasTls: false),
            _ => throw NotPostgreSql(null),
        };
    }

    public async Task<AuthenticationDemand> AskAuthenticationAsync(Stream connection, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        await connection.WriteAsync(Startup(plan.Address), cancellationToken);
        var head = new byte[5];
        await connection.ReadExactlyAsync(head, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4;
        if (length is < 0 or > LongestMessage)
        {
            throw NotPostgreSql(null);
        }
        var body = new byte[length];
        await connection.ReadExactlyAsync(body, cancellationToken);
        return (char)head[0] switch
        {
            'R' when length >= 4 => Demand(BinaryPrimitives.ReadInt32BigEndian(body), body.AsSpan(4), connection is System.Net.Security.SslStream || plan.Socket is not null),
            'E' => throw new DbaException(Refusal(body, plan)),
            _ => throw NotPostgreSql(null),
        };
    }

    private static byte[] Startup(ServerAddress address)
    {
        var texts = Encoding.UTF8.GetBytes($"user\0{address.User}\0database\0{address.Database}\0application_name\0DbaPS\0\0");
        var message = new byte[8 + texts.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), ProtocolVersion);
        texts.CopyTo(message, 8);
        return message;
    }

    private static AuthenticationDemand Demand(int code, ReadOnlySpan<byte> rest, bool isGuarded) => code switch
    {
        0 => new("none", "The server lets this user in without asking for anything (trust, peer or a client's certificate)."),
        3 => new("password", isGuarded ? "The server gets to see the password itself." : "The password crosses the network in clear."),
        5 => new("md5", "Whoever reads the server's stored passwords can log in with them, and PostgreSQL is giving md5 up."),
        7 => new("gss"),
        9 => new("sspi"),
        10 => new(string.Join(", ", Encoding.ASCII.GetString(rest).Split('\0', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant()),
        _ => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"method {code}")),
    };

    private static DbaError Refusal(byte[] body, ConnectionPlan plan)
    {
        var fields = Encoding.UTF8.GetString(body).Split('\0', StringSplitOptions.RemoveEmptyEntries).ToLookup(f => f[0], f => f[1..]);
        var (code, text) = (fields['C'].FirstOrDefault() ?? "", fields['M'].FirstOrDefault() ?? "it said nothing");
        var server = plan.Address.ToString();
        var error = code.StartsWith("28", StringComparison.Ordinal)
            ? DbaErrors.AuthenticationFailed(server, plan.Address.User!, text + ".", null)
            : DbaErrors.ServerUnreachable(server, text + ".", null) with { Category = SqlStates.Category(code), RecommendedAction = SqlStates.Advice(code) ?? "See the server's log for this connection." };
        return error with { NativeCode = code };
    }

    private static DbaException NotPostgreSql(Exception? cause) =>
        new(DbaErrors.ServerUnreachable("What listens there", "it does not speak PostgreSQL's protocol.", cause) with { RecommendedAction = "Check that a PostgreSQL server listens at that host and port." });
}
