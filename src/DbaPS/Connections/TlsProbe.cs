using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Errors;

namespace DbaPS.Connections;

/// <summary>A TLS handshake that accepts anything, to tell what there is. Nothing secret is sent over it.</summary>
internal sealed class TlsProbe : IAsyncDisposable
{
    private TlsProbe(SslStream stream) => Stream = stream;

    public SslStream Stream { get; }

    /// <summary>Null where the server showed none.</summary>
    public ServerCertificate? Certificate { get; private set; }

    /// <summary>The certificate in DER; empty where the server showed none.</summary>
    public ReadOnlyMemory<byte> Encoded { get; private set; }

    public SslPolicyErrors Problems { get; private set; }

    /// <summary>What is wrong with chain and dates; null when nothing is.</summary>
    public string? ChainProblem { get; private set; }

    /// <summary>What is wrong with the name; null when nothing is.</summary>
    public string? NameProblem { get; private set; }

    /// <exception cref="DbaException">The server did not end the handshake.</exception>
    public static async Task<TlsProbe> HandshakeAsync(Stream connection, ConnectionPlan plan, TlsOffer offer, CancellationToken cancellationToken)
    {
        var stream = new SslStream(offer.Carrier ?? connection, leaveInnerStreamOpen: true);
        var probe = new TlsProbe(stream);
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (plan.RootCertificate is { } file)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = NameOf(plan),
                    CertificateChainPolicy = policy,
                    ApplicationProtocols = offer.ApplicationProtocol is { } protocol ? [new SslApplicationProtocol(protocol)] : null,
                    RemoteCertificateValidationCallback = (_, c, chain, problems) => probe.Look(c, chain, problems, plan),
                },
                cancellationToken);
            return probe;
        }
        catch (Exception failure)
        {
            await probe.DisposeAsync();
            throw failure is IOException or AuthenticationException ? new DbaException(DbaErrors.HandshakeBroke(plan.Address.ToString(), failure)) : failure;
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private static string NameOf(ConnectionPlan plan) => plan.CertificateHost ?? plan.Address.Host;

    private bool Look(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors problems, ConnectionPlan plan)
    {
        Problems = problems;
        if (certificate is not null)
        {
            Certificate = ServerCertificate.Of(certificate);
            Encoded = certificate.GetRawCertData();
            const SslPolicyErrors Name = SslPolicyErrors.RemoteCertificateNameMismatch;
            ChainProblem = (problems & ~Name) == SslPolicyErrors.None ? null : CertificateFiles.Explain(problems & ~Name, certificate, chain, NameOf(plan));
            NameProblem = problems.HasFlag(Name) ? CertificateFiles.Explain(Name, certificate, chain, NameOf(plan)) : null;
        }
        return true;
    }
}
