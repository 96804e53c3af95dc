using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Connections;

namespace DbaPS.PostgreSql.Connections;

/// <summary>Checks the certificates of one login's server, says what is wrong with them, and shows the client's own.</summary>
internal sealed class ServerTrust : IDisposable
{
    private readonly ConnectionSettings _settings;
    private readonly X509Certificate2Collection? _roots;
    private readonly X509Certificate2Collection? _client;

    public ServerTrust(ConnectionSettings settings)
    {
        _settings = settings;
        _roots = settings.RootCertificate is { } root ? CertificateFiles.Authorities(root) : null;
        _client = settings.ClientCertificate is { } file ? CertificateFiles.Client(file, settings.ClientKey, settings.KeyPassword) : null;
    }

    /// <summary>What was wrong with the certificate the server last showed; null when nothing was.</summary>
    public string? Problem { get; private set; }

    /// <summary>That certificate.</summary>
    public ServerCertificate? Refused { get; private set; }

    /// <summary>Sets up one connection's TLS.</summary>
    public void Apply(SslClientAuthenticationOptions tls)
    {
        tls.TargetHost = _settings.Address.Host;
        tls.CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (_roots is not null)
        {
            tls.CertificateChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(_roots);
        }
        if (_client is { Count: > 0 })
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(_client[0], _client, offline: true);
        }
        tls.RemoteCertificateValidationCallback = Accept;
    }

    public void Dispose()
    {
        foreach (var certificate in (IEnumerable<X509Certificate2>)[.. _roots ?? [], .. _client ?? []])
        {
            certificate.Dispose();
        }
    }

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors problems)
    {
        (Problem, Refused) = (null, null);
        if (_settings.Options.CertificateFingerprint is { } pinned)
        {
            if (certificate is not null && ServerCertificate.FingerprintOf(certificate) == pinned)
            {
                return true;
            }
            Refused = certificate is null ? null : ServerCertificate.Of(certificate);
            Problem = "it is not the pinned one.";
            return false;
        }
        if (_settings.TlsMode == TlsMode.Require || _settings.IsRelaxed)
        {
            return true;
        }
        if (_settings.TlsMode == TlsMode.VerifyCA)
        {
            problems &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        }
        if (problems == SslPolicyErrors.None)
        {
            return true;
        }
        Refused = certificate is null ? null : ServerCertificate.Of(certificate);
        Problem = CertificateFiles.Explain(problems, certificate, chain, _settings.Address.Host);
        return false;
    }
}
