using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Errors;

namespace DbaPS.Connections;

/// <summary>What a server's certificate says, for people to look at.</summary>
/// <param name="Names">The hosts and addresses it is for.</param>
/// <param name="Fingerprint">SHA-256 over the certificate, 64 hexadecimal digits.</param>
public sealed record ServerCertificate(string Subject, string Issuer, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, IReadOnlyList<string> Names, string Fingerprint)
{
    public static ServerCertificate Of(X509Certificate certificate)
    {
        using var read = new X509Certificate2(certificate);
        var names = read.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString())));
        return new(read.Subject, read.Issuer, read.NotBefore.ToUniversalTime(), read.NotAfter.ToUniversalTime(), [.. names], FingerprintOf(certificate));
    }

    public static string FingerprintOf(X509Certificate certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>A fingerprint as tools write it (with colons, in small letters, after <c>SHA256 Fingerprint=</c>), in one form.</summary>
    /// <exception cref="DbaException">It is not SHA-256.</exception>
    public static string NormalizeFingerprint(string text)
    {
        var digits = text[(text.LastIndexOf('=') + 1)..].Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new DbaException(DbaErrors.InvalidParameter("CertificateFingerprint", text, "a SHA-256 fingerprint has 64 hexadecimal digits."));
    }

    /// <summary>Everything but the names, in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"subject {Subject}; issuer {Issuer}; valid {ValidFrom:yyyy-MM-dd} to {ValidTo:yyyy-MM-dd}; SHA-256 {Fingerprint}");
}
