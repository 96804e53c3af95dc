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

    /// <summary>Why the certificate the server last showed was refused; null when it was not.</summary>
    public CertificateRefusal? Refusal { get; private set; }

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
        Refusal = Judge(certificate, chain, problems);
        return Refusal is null;
    }

    private CertificateRefusal? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors problems)
    {
        if (_settings.Options.CertificateFingerprint is { } pinned)
        {
            return CertificateRefusal.OfOther(pinned, certificate);
        }
        if (_settings.TlsMode == TlsMode.Require || _settings.IsRelaxed)
        {
            return null;
        }
        if (_settings.TlsMode == TlsMode.VerifyCA)
        {
            problems &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        }
        return problems == SslPolicyErrors.None ? null : CertificateRefusal.Of(CertificateFiles.Explain(problems, certificate, chain, _settings.Address.Host), certificate);
    }
}
