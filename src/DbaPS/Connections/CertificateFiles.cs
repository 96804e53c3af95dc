using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Errors;

namespace DbaPS.Connections;

/// <summary>Certificates from files, and what is wrong with those of servers.</summary>
public static class CertificateFiles
{
    /// <summary>The authorities of a PEM file.</summary>
    public static X509Certificate2Collection Authorities(string file) => Read(file, "the authorities' certificates", () =>
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate in PEM form.");
    });

    /// <summary>The fingerprint of the certificate in a file, PEM or DER.</summary>
    public static string FingerprintOf(string file)
    {
        var read = Read(file, "the server's certificate", () => [new X509Certificate2(file)]);
        using var certificate = read[0];
        return ServerCertificate.FingerprintOf(certificate);
    }

    /// <summary>A client's certificate with its key and, after it, the certificates that lead to its authority.</summary>
    public static X509Certificate2Collection Client(string file, string? keyFile, Secret? password) => Read(file, "the client's certificate", () =>
    {
        if (!File.ReadAllText(file).Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal))
        {
            var pfx = new X509Certificate2Collection();
            pfx.Import(file, password?.Reveal(), X509KeyStorageFlags.Exportable);
            return pfx;
        }
        if (keyFile is not null && !File.Exists(keyFile))
        {
            throw new DbaException(DbaErrors.FileMissing(keyFile));
        }
        using var plain = password is null
            ? X509Certificate2.CreateFromPemFile(file, keyFile)
            : X509Certificate2.CreateFromEncryptedPemFile(file, password.Reveal(), keyFile);
        // Windows can't use a key that exists in memory only; the round trip gives it a container.
        var certificates = new X509Certificate2Collection(new X509Certificate2(plain.Export(X509ContentType.Pkcs12), (string?)null, X509KeyStorageFlags.Exportable));
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        certificates.AddRange(chain.Skip(1).ToArray());
        return certificates;
    });

    /// <summary>
    /// Why a server's certificate is refused under a mode, for a driver whose callback gets the system's verdict only: null
    /// when it is not. With authorities of the user's own the chain is built anew, to them alone.
    /// </summary>
    public static CertificateRefusal? Judge(TlsMode mode, string host, X509Certificate2Collection? authorities, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors problems)
    {
        if (mode is TlsMode.Disable or TlsMode.Require)
        {
            return null;
        }
        if (certificate is null)
        {
            return CertificateRefusal.Of(Explain(problems, certificate, chain, host), certificate);
        }
        if (mode == TlsMode.VerifyCA)
        {
            problems &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        }
        if (authorities is null)
        {
            return problems == SslPolicyErrors.None ? null : CertificateRefusal.Of(Explain(problems, certificate, chain, host), certificate);
        }
        using var own = new X509Chain();
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        foreach (var element in (IEnumerable<X509ChainElement>?)chain?.ChainElements ?? [])
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        using var shown = new X509Certificate2(certificate);
        problems &= ~SslPolicyErrors.RemoteCertificateChainErrors;
        problems |= own.Build(shown) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
        return problems == SslPolicyErrors.None ? null : CertificateRefusal.Of(Explain(problems, shown, own, host), shown);
    }

    /// <summary>What does not fit, in one sentence that follows a colon.</summary>
    public static string Explain(SslPolicyErrors problems, X509Certificate? certificate, X509Chain? chain, string host)
    {
        if (certificate is null)
        {
            return "it showed none.";
        }
        var reasons = new List<string>();
        if (problems.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
        {
            foreach (var status in chain.ChainStatus.Select(s => s.Status).Distinct())
            {
                reasons.Add(status switch
                {
                    X509ChainStatusFlags.NotTimeValid => $"it is not valid today (from {Day(certificate.GetEffectiveDateString())} to {Day(certificate.GetExpirationDateString())})",
                    X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => $"its authority ({certificate.Issuer}) is not trusted here",
                    X509ChainStatusFlags.NotSignatureValid => "its signature is not its authority's",
                    X509ChainStatusFlags.Revoked => "it was revoked",
                    _ => status.ToString(),
                });
            }
        }
        if (problems.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            using var named = new X509Certificate2(certificate);
            var names = named.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString()))).ToList();
            reasons.Add($"it is for {(names.Count > 0 ? string.Join(", ", names) : named.Subject)}, not for {host}");
        }
        return (reasons.Count > 0 ? string.Join("; ", reasons.Distinct()) : problems.ToString()) + ".";
    }

    private static string Day(string date) => DateTimeOffset.TryParse(date, System.Globalization.CultureInfo.InvariantCulture, out var moment)
        ? moment.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        : date;

    private static X509Certificate2Collection Read(string file, string what, Func<X509Certificate2Collection> read)
    {
        if (!File.Exists(file))
        {
            throw new DbaException(DbaErrors.FileMissing(file));
        }
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DbaException(DbaErrors.CertificateFileUnusable(file, what, failure));
        }
    }
}
