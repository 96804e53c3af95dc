using System.Net.Sockets;
using DbaPS.Errors;

namespace DbaPS.Connections;

/// <summary>The certificate a server shows, asked for on a connection of its own, for drivers that don't tell it.</summary>
/// <param name="Encoded">The certificate itself, in DER.</param>
/// <param name="Problem">What is wrong with it, in a sentence that follows a colon; null when nothing is.</param>
public sealed record ShownCertificate(ServerCertificate Certificate, ReadOnlyMemory<byte> Encoded, string? Problem)
{
    /// <returns>Null where the server has no TLS, or shows none.</returns>
    /// <exception cref="DbaException">The server can't be reached, or does not end the handshake.</exception>
    public static async Task<ShownCertificate?> AskAsync(IConnectionProbe probe, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(plan.ConnectTimeout > TimeSpan.Zero ? plan.ConnectTimeout : Timeout.InfiniteTimeSpan);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(plan.Address.Host, plan.Address.Port!.Value, limit.Token);
            await using var connection = client.GetStream();
            var offer = await probe.RequestTlsAsync(connection, plan, limit.Token);
            if (!offer.HasTls)
            {
                return null;
            }
            await using var tls = await TlsProbe.HandshakeAsync(connection, plan, offer, limit.Token);
            return tls.Certificate is { } shown ? new(shown, tls.Encoded, Problems(tls)) : null;
        }
        catch (SocketException refused)
        {
            throw new DbaException(DbaErrors.ServerUnreachable(plan.Address, null, refused, refused));
        }
        catch (OperationCanceledException silence) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DbaException(DbaErrors.NoAnswer(plan.Address.ToString(), plan.ConnectTimeout, silence));
        }
    }

    private static string? Problems(TlsProbe tls) => (tls.ChainProblem, tls.NameProblem) switch
    {
        ({ } chain, { } name) => $"{chain.TrimEnd('.')}; {name}",
        var (chain, name) => chain ?? name,
    };
}
