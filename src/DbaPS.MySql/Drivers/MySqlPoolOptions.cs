using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DbaPS.Connections;

namespace DbaPS.MySql.Drivers;

/// <summary>Where and how a pool's connections go.</summary>
public sealed record MySqlPoolOptions
{
    /// <summary>Host name or address; the path of the socket when <see cref="IsSocket"/>.</summary>
    public required string Host { get; init; }

    public bool IsSocket { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    public Secret? Password { get; init; }

    /// <summary>Gives the password anew for each connection; null where it stays as it is.</summary>
    public Func<CancellationToken, Task<Secret>>? PasswordSource { get; init; }

    public string? Database { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>The connection attribute <c>program_name</c>.</summary>
    public required string ProgramName { get; init; }

    public required MySqlTls Tls { get; init; }

    /// <summary>Judges the server's certificate; null where none is checked.</summary>
    public RemoteCertificateValidationCallback? Judge { get; init; }

    /// <summary>The client's certificate and the ones that lead to its authority.</summary>
    public X509Certificate2Collection? ClientCertificates { get; init; }

    /// <summary>Without TLS, the server's key may be asked for over the network to encrypt the password with.</summary>
    public bool AllowPublicKeyRetrieval { get; init; }

    /// <summary>PEM file of the server's key, for the same purpose.</summary>
    public string? ServerPublicKeyFile { get; init; }

    /// <summary>LOAD DATA LOCAL is allowed.</summary>
    public bool AllowLocalInfile { get; init; }

    /// <summary>The server's sql_mode has NO_BACKSLASH_ESCAPES: the driver must not escape by backslashes.</summary>
    public bool NoBackslashEscapes { get; init; }
}
