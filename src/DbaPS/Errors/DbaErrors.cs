using DbaPS.Connections;

namespace DbaPS.Errors;

/// <summary>
/// The catalogue of failures every engine shares. A feature adds its own in a part of this class beside its code;
/// an engine keeps what only it can say in its own <c>&lt;Engine&gt;Errors</c>.
/// </summary>
public static partial class DbaErrors
{
    /// <summary>Anything that was not foreseen; the cause is kept whole.</summary>
    public static DbaError Unexpected(Exception cause) => cause is DbaException known
        ? known.Error
        : new("Unexpected", DbaErrorCategory.NotSpecified, cause.Message, "Run again with -Verbose; if it stays, report it with the error's Cause.") { Cause = cause };

    public static DbaError Cancelled() =>
        new("Cancelled", DbaErrorCategory.OperationStopped, "The operation was cancelled before it finished.", null);

    public static DbaError InvalidParameter(string name, object? value, string why) =>
        new("InvalidParameter", DbaErrorCategory.InvalidArgument, $"-{name} can't be used as given: {why}", $"Give -{name} another value.") { Target = value };

    public static DbaError ServerRequired() =>
        new("ServerRequired", DbaErrorCategory.InvalidArgument, "No server was named and no session is open.",
            "Give -Server (pg://host/database, sqlite:file.db, or a session from Connect-DbaServer), or connect first.");

    public static DbaError ServerAmbiguous(IReadOnlyList<string> open) =>
        new("ServerAmbiguous", DbaErrorCategory.InvalidArgument, $"No server was named and {open.Count} sessions are open: {string.Join(", ", open)}.", "Name one with -Server.");

    public static DbaError MalformedAddress(string shown, string why) =>
        new("MalformedAddress", DbaErrorCategory.InvalidArgument, $"'{shown}' is not a server address: {why}",
            "Write pg://user@host:5432/database, sqlite:/path/file.db, or a host name with -Engine.")
        { Target = shown };

    public static DbaError UnknownEngine(string name, IEnumerable<string> known) =>
        new("UnknownEngine", DbaErrorCategory.InvalidArgument, $"No engine is called '{name}'.", $"Known here: {string.Join(", ", known)}.") { Target = name };

    public static DbaError EngineRequired(string host) =>
        new("EngineRequired", DbaErrorCategory.InvalidArgument, $"'{host}' is not a registered server, and as a host it lacks an engine.",
            "See the registered names with Get-DbaServerProfile; for a host add -Engine PostgreSql (or another engine), or write it as a URI: pg://host/database.")
        { Target = host };

    public static DbaError SessionGone(ServerReference server) =>
        new("SessionGone", DbaErrorCategory.ConnectionError, $"The session that this object came from ({server}) is closed, and no registered server has its address.",
            "Connect again with Connect-DbaServer and name that session with -Server: DbaPS does not reconnect under another identity by itself.")
        { Target = server, Server = server };

    public static DbaError ServerUnreachable(string server, string why, Exception? cause) =>
        new("ServerUnreachable", DbaErrorCategory.ConnectionError, $"{server} can't be reached: {why}", "Check host, port and firewall, and that the server runs and listens there.") { Target = server, Cause = cause };

    public static DbaError AuthenticationFailed(string server, string user, string why, Exception? cause) =>
        new("AuthenticationFailed", DbaErrorCategory.AuthenticationError, $"{server} refused the login '{user}': {why}",
            "Check user and password (-Credential, PGPASSWORD, .pgpass), and which login methods the server accepts from this address.")
        { Target = server, Cause = cause };

    public static DbaError DatabaseMissing(string server, string database, Exception? cause) =>
        new("DatabaseMissing", DbaErrorCategory.ObjectNotFound, $"{server} has no database '{database}'.", "List what it has with Get-DbaDatabase.") { Target = database, Cause = cause };

    public static DbaError PlaintextRefused(string server) =>
        new("PlaintextRefused", DbaErrorCategory.SecurityError, $"{server} is not on this machine and offers no TLS: password and data would cross the network in clear.",
            "Turn TLS on at the server, or accept the risk for this connection with -TlsMode Disable.")
        { Target = server };

    public static DbaError CertificateUntrusted(string server, string why, Exception? cause) => CertificateUntrusted(server, why, null, new ConnectOptions(), cause);

    /// <param name="certificate">What the server showed; null where the driver does not say.</param>
    /// <param name="options">How it was connected to: names the profile the certificate can be pinned for.</param>
    /// <param name="otherwise">What helps beside pinning; null for what most engines have.</param>
    public static DbaError CertificateUntrusted(string server, string why, ServerCertificate? certificate, ConnectOptions options, Exception? cause, string? otherwise = null) =>
        new("CertificateUntrusted", DbaErrorCategory.SecurityError, $"{server} presented a certificate that was not accepted: {why}{(certificate is null ? "" : $" The certificate: {certificate}.")}",
            $"{(certificate is null ? "" : $"If it is the right one (compare the fingerprint with the server's own), pin it: {PinCommand(server, certificate, options)} Otherwise: ")}"
            + (otherwise ?? "Give the authority's certificate with -RootCertificate, connect by the name in the certificate, or choose a weaker check with -TlsMode Require."))
        { Target = server, Cause = cause };

    public static DbaError CertificateChanged(string server, ServerCertificate? certificate, ConnectOptions options, Exception? cause) =>
        new("CertificateChanged", DbaErrorCategory.SecurityError, $"{server} presented another certificate than the pinned one. {(certificate is null ? "It showed none." : $"The certificate: {certificate}.")}",
            $"Find out who changed it before you trust it.{(certificate is null ? "" : $" If the server got a new one, pin that: {PinCommand(server, certificate, options)}")}")
        { Target = server, Cause = cause };

    public static DbaError CertificateFileUnusable(string file, string what, Exception failure) =>
        new("CertificateFileUnusable", DbaErrorCategory.InvalidData, $"'{file}' can't be used for {what}: {failure.Message}",
            "Give a PEM file (or for a client a PFX file) whose key belongs to the certificate; an encrypted key needs the address's option sslpassword.")
        { Target = file, Cause = failure };

    public static DbaError TlsUnavailable(string server, TlsMode mode, string setting, Exception? failure) =>
        new("TlsUnavailable", DbaErrorCategory.SecurityError, $"{server} offers no TLS, which {mode} demands.",
            $"Turn TLS on at the server ({setting}), or accept the risk for this connection with -TlsMode Disable.")
        { Target = server, Cause = failure };

    public static DbaError DriverMissing(string engine, string package, string advice) =>
        new("DriverMissing", DbaErrorCategory.NotInstalled, $"{engine} can't be reached: this build has no driver for it, because the package {package} could not be restored.", advice) { Target = package };

    public static DbaError DriverUnusable(string adapter, Exception failure) =>
        new("DriverUnusable", DbaErrorCategory.NotInstalled, $"The driver's adapter '{adapter}' can't be loaded: {failure.GetBaseException().Message}", "Build or install DbaPS anew: the adapter belongs to another version.")
        { Target = adapter, Cause = failure };

    public static DbaError VersionUnsupported(string server, string version, string supported) =>
        new("VersionUnsupported", DbaErrorCategory.NotImplemented, $"{server} runs version {version}, which DbaPS does not serve.", $"Supported: {supported}.") { Target = server };

    public static DbaError Declined(string what, string engine, string reason, string advice) =>
        new("Declined", DbaErrorCategory.NotImplemented, $"{what} is not available on {engine}: {reason}", advice) { Target = what };

    public static DbaError PermissionDenied(string server, string what, string advice, Exception? cause) =>
        new("PermissionDenied", DbaErrorCategory.PermissionDenied, $"{server} does not allow this login to {what}.", advice) { Target = server, Cause = cause };

    public static DbaError StatementFailed(string server, string message, string? code, string? statement, DbaErrorCategory category, Exception? cause) =>
        new("StatementFailed", category, $"{server}: {message}", "Correct the statement or the object it names and run it again.")
        { Target = server, NativeCode = code, Statement = statement, Cause = cause };

    public static DbaError TimedOut(string server, string what, string option, Exception? cause) =>
        new("TimedOut", DbaErrorCategory.OperationTimeout, $"{server}: {what} took longer than allowed.", $"Give it more time with {option}, or find what it waits for.") { Target = server, Cause = cause };

    public static DbaError FileMissing(string path) =>
        new("FileMissing", DbaErrorCategory.ObjectNotFound, $"There is no file '{path}'.", "Check the path.") { Target = path };

    public static DbaError ObjectMissing(string kind, string name, string where) =>
        new("ObjectMissing", DbaErrorCategory.ObjectNotFound, $"{where} has no {kind} '{name}'.", "Check its name and schema; names are case-sensitive where they were created quoted.") { Target = name };

    public static DbaError ToolMissing(string tool, string why, string advice) =>
        new("ToolMissing", DbaErrorCategory.NotInstalled, $"{tool} is needed: {why}", advice) { Target = tool };

    private static string PinCommand(string server, ServerCertificate certificate, ConnectOptions options) =>
        $"Register-DbaServer {(options.Profile is { } name ? name : $"NAME '{server.Replace("'", "''", StringComparison.Ordinal)}'")} -CertificateFingerprint {certificate.Fingerprint}";
}
