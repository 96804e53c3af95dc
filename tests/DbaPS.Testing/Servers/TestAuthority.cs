using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DbaPS.Testing.Servers;

/// <summary>A certificate authority of one test server: trusted by nobody who is not given <see cref="CertificatePem"/>.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "DbaPS test authority")
    {
        var request = new CertificateRequest(Name(name), _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
    }

    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>A server's certificate; <paramref name="hosts"/> are names or addresses, none for <c>localhost</c> and the loopback addresses.</summary>
    public IssuedCertificate IssueServer(params string[] hosts)
    {
        string[] names = hosts.Length > 0 ? hosts : ["localhost", "127.0.0.1", "::1"];
        return Issue(names[0], ServerUse, names, DateTimeOffset.UtcNow.AddDays(7));
    }

    /// <summary>A server's certificate that ran out yesterday.</summary>
    public IssuedCertificate IssueExpiredServer() => Issue("localhost", ServerUse, ["localhost", "127.0.0.1", "::1"], DateTimeOffset.UtcNow.AddDays(-1));

    /// <summary>A client's certificate; PostgreSQL takes <paramref name="user"/> for the role's name.</summary>
    public IssuedCertificate IssueClient(string user) => Issue(user, ClientUse, [], DateTimeOffset.UtcNow.AddDays(7));

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static X500DistinguishedName Name(string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        return name.Build();
    }

    private IssuedCertificate Issue(string commonName, string use, string[] hosts, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(commonName), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (hosts.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var host in hosts)
            {
                if (IPAddress.TryParse(host, out var address))
                {
                    alternatives.AddIpAddress(address);
                }
                else
                {
                    alternatives.AddDnsName(host);
                }
            }

            request.CertificateExtensions.Add(alternatives.Build());
        }

        using var certificate = request.Create(_certificate, DateTimeOffset.UtcNow.AddDays(-14), notAfter, RandomNumberGenerator.GetBytes(12));
        return new IssuedCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
