using System.Globalization;
using System.Net.Sockets;
using DbaPS.Connections;

namespace DbaPS.Errors;

/// <summary>What every engine's driver can fail with before a server answers.</summary>
public static partial class DbaErrors
{
    /// <summary>The network refused.</summary>
    /// <param name="socketPath">The Unix socket's path; null for TCP.</param>
    public static DbaError ServerUnreachable(ServerAddress address, string? socketPath, SocketException socket, Exception failure)
    {
        var place = socketPath ?? string.Create(CultureInfo.InvariantCulture, $"{address.Host}, port {address.Port}");
        return ServerUnreachable(address.ToString(), socket.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"no machine is called '{address.Host}'.",
            SocketError.ConnectionRefused => $"nothing listens at {place}.",
            SocketError.TimedOut => $"{place} did not answer in time.",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => $"no route leads to {place}.",
            SocketError.AddressNotAvailable or SocketError.InvalidArgument when socketPath is not null => $"there is no socket {place}.",
            _ => $"{place}: {socket.Message}.",
        }, failure);
    }

    /// <summary>Nobody answered within the time that connecting may take.</summary>
    public static DbaError NoAnswer(string server, TimeSpan connectTimeout, Exception failure) =>
        ServerUnreachable(server, string.Create(CultureInfo.InvariantCulture, $"it did not answer within {connectTimeout.TotalSeconds:0.#} s."), failure) with { Category = DbaErrorCategory.OperationTimeout };

    /// <summary>TLS was begun and did not come about.</summary>
    public static DbaError HandshakeBroke(string server, Exception failure) =>
        new("HandshakeBroke", DbaErrorCategory.SecurityError, $"{server} did not end the TLS handshake: {(failure.InnerException ?? failure).Message}",
            "See the server's log for this connection: its certificate's key, the TLS versions and the ciphers it allows.")
        { Target = server, Cause = failure };

    /// <summary>The server's certificate was not accepted: another than the pinned one, or one that nobody here vouches for.</summary>
    /// <param name="options">How it was connected to.</param>
    public static DbaError CertificateRefused(string server, CertificateRefusal refusal, ConnectOptions options, Exception? cause) => options.CertificateFingerprint is null
        ? CertificateUntrusted(server, refusal.Problem, refusal.Certificate, options, cause)
        : CertificateChanged(server, refusal.Certificate, options, cause);
}
