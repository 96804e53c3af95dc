namespace DbaPS.Testing.Servers;

/// <summary>A certificate and its private key (PKCS #8, not encrypted), both as PEM.</summary>
public sealed record IssuedCertificate(string CertificatePem, string KeyPem);
