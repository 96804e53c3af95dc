using System.Security.Cryptography.X509Certificates;

namespace DbaPS.Connections;

/// <summary>Why a server's certificate was not accepted.</summary>
/// <param name="Problem">What does not fit, in a sentence that follows a colon.</param>
/// <param name="Certificate">What the server showed; null where it showed none.</param>
public sealed record CertificateRefusal(string Problem, ServerCertificate? Certificate)
{
    public static CertificateRefusal Of(string problem, X509Certificate? certificate) => new(problem, certificate is null ? null : ServerCertificate.Of(certificate));

    /// <summary>Compares with the one certificate that is accepted, whoever issued it and however old; null when it is that one.</summary>
    public static CertificateRefusal? OfOther(string pinned, X509Certificate? certificate) =>
        certificate is not null && ServerCertificate.FingerprintOf(certificate) == pinned ? null : Of("it is not the pinned one.", certificate);
}
