namespace DbaPS.Testing.Servers;

/// <summary>A throwaway server of a test's own that is reached over the network.</summary>
public interface INetworkServer : ITestServer, IAsyncDisposable
{
    int Port { get; }

    string Password { get; }

    /// <summary>The PEM file that makes the server's certificate trusted; null without TLS.</summary>
    string? CertificateAuthorityFile { get; }

    /// <summary>The address with a user and without his password.</summary>
    string PasswordFreeUriOf(string? database = null);
}
