using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.MySql.Connections;
using DbaPS.MySql.Drivers;
using DbaPS.Sql;

namespace DbaPS.MySql;

/// <summary>What only MySQL and MariaDB can say about a failure.</summary>
internal static partial class MySqlErrors
{
    private const int AccessDenied = 1045;
    private const int DatabaseAccessDenied = 1044;
    private const int UnknownDatabase = 1049;
    private const int TooManyConnections = 1040;
    private const int HostBlocked = 1129;
    private const int HostNotPrivileged = 1130;

    /// <summary>A failure to open a connection.</summary>
    /// <param name="certificate">Why the server's certificate was refused, when it was.</param>
    public static DbaError Connecting(Exception failure, IMySqlDriver driver, ConnectionSettings settings, CertificateRefusal? certificate)
    {
        var server = settings.Address.ToString();
        if (failure is DbaException known)
        {
            return known.Error;
        }
        if (certificate is not null)
        {
            return DbaErrors.CertificateRefused(server, certificate, settings.Options, failure);
        }
        var answer = Answer(failure, driver);
        var error = answer is { Number: not (0 or 1042) } ? Refused(answer, settings.Address, failure) : null;
        error ??= failure.ToString() switch
        {
            var text when text.Contains("does not support SSL", StringComparison.OrdinalIgnoreCase) || text.Contains("SSL Connection error", StringComparison.Ordinal) && !failure.Has<AuthenticationException>() =>
                settings.TlsMode == TlsMode.Default ? DbaErrors.PlaintextRefused(server) with { Cause = failure } : DbaErrors.TlsUnavailable(server, settings.TlsMode, "ssl_cert and ssl_key", failure),
            var text when text.Contains("ed25519", StringComparison.OrdinalIgnoreCase) || text.Contains("parsec", StringComparison.OrdinalIgnoreCase) =>
                DbaErrors.AuthenticationFailed(server, settings.Address.User!, $"{driver.Name} does not have the login method the account wants: {failure.Message}", failure),
            var text when settings.IsSocket && text.Contains("AllowPublicKeyRetrieval", StringComparison.Ordinal) =>
                DbaErrors.AuthenticationFailed(server, settings.Address.User!, "over a socket its login method takes the password itself, which the driver sends over TLS only, and no TLS is in use here.", failure) with
                {
                    RecommendedAction = $"Let the server offer TLS (it does by default), leave out -TlsMode Disable, or connect to the host 127.0.0.1 instead of the socket.",
                },
            var text when text.Contains("RSA", StringComparison.Ordinal) || text.Contains("AllowPublicKeyRetrieval", StringComparison.Ordinal) =>
                DbaErrors.AuthenticationFailed(server, settings.Address.User!, "without TLS its login method needs the server's public key, and asking for that over the network would let an impostor read the password.", failure) with
                {
                    RecommendedAction = "Connect with TLS; or give the key with the address's option server_public_key_path, or ask for it with get_server_public_key=1 where nobody can stand in between.",
                },
            _ => null,
        };
        if (error is not null)
        {
            return error;
        }
        // The driver breaks off what it waits for when its time is over.
        if (failure.Find<SocketException>() is { SocketErrorCode: not SocketError.OperationAborted } socket)
        {
            return DbaErrors.ServerUnreachable(settings.Address, settings.Socket, socket, failure);
        }
        if (failure.Has<SocketException>() || failure.Has<TimeoutException>() || failure.Message.Contains("Timeout", StringComparison.OrdinalIgnoreCase))
        {
            return DbaErrors.NoAnswer(server, settings.ConnectTimeout, failure);
        }
        return DbaErrors.ServerUnreachable(server, failure.GetBaseException().Message, failure) with
        {
            RecommendedAction = "Check that a MySQL or MariaDB server listens at that host and port, and see its log for this connection.",
        };
    }

    /// <summary>A failure while a statement ran.</summary>
    public static DbaError Running(Exception failure, MySqlSession session, SqlScript? script)
    {
        if (failure is DbaException known)
        {
            return known.Error;
        }
        if (Answer(failure, session.Driver) is not { Number: > 0 } answer)
        {
            return failure.Find<SocketException>() is not null || failure.Has<IOException>() || failure is System.Data.Common.DbException
                ? DbaErrors.ServerUnreachable(session.Name, $"the connection broke while a statement ran: {failure.GetBaseException().Message}", failure)
                : DbaErrors.Unexpected(failure) with { Target = session.Name };
        }
        var code = answer.Number.ToString(CultureInfo.InvariantCulture);
        if (MySqlErrorCodes.IsTimeLimit(answer.Number))
        {
            return DbaErrors.TimedOut(session.Name, "a statement", "-Timeout", failure) with { NativeCode = code };
        }
        if (MySqlErrorCodes.IsLockTimeout(answer.Number))
        {
            return DbaErrors.TimedOut(session.Name, "waiting for a lock", "-LockTimeout", failure) with { NativeCode = code, Category = DbaErrorCategory.ResourceBusy };
        }
        if (MySqlErrorCodes.Category(answer) == DbaErrorCategory.PermissionDenied)
        {
            return new DbaError("PermissionDenied", DbaErrorCategory.PermissionDenied, $"{session.Name}: {answer.Message}.", Advice(session, script))
            {
                Target = session.Name,
                NativeCode = code,
                Cause = failure,
            };
        }
        var error = DbaErrors.StatementFailed(session.Name, answer.Message, code, null, MySqlErrorCodes.Category(answer), failure) with { Line = LineOf(answer) };
        return MySqlErrorCodes.Advice(answer.Number) is { } advice ? error with { RecommendedAction = advice } : error;
    }

    public static DbaError NoDatabase(string server) =>
        new("DatabaseRequired", DbaErrorCategory.InvalidArgument, $"The session with {server} is in no database.", "Name one with -Database, or in the address: mysql://host/database.") { Target = server };

    public static MySqlFailure? Answer(Exception? failure, IMySqlDriver driver)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (driver.FailureOf(failure) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    /// <summary>The statement's line a syntax error names.</summary>
    private static int? LineOf(MySqlFailure answer) => AtLine().Match(answer.Message) is { Success: true } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : null;

    private static string Advice(MySqlSession session, SqlScript? script) => script is { Header.Needs.Count: > 0 }
        ? $"It needs: {string.Join("; ", script.Header.Needs)}. Get-DbaCapability prints the statements that grant it to {session.User}."
        : $"Have an administrator grant it to {session.User}, or connect as another account.";

    /// <summary>What else listens at a server's place.</summary>
    public static DbaError OtherProtocol(ServerAddress address) =>
        DbaErrors.ServerUnreachable(address.ToString(), "what listens there does not speak MySQL's protocol.", null) with { RecommendedAction = "Check that a MySQL or MariaDB server listens at that host and port." };

    /// <summary>An answer that ends a connection before its login is done.</summary>
    public static DbaError Refused(MySqlFailure refused, ServerAddress address, Exception? failure)
    {
        var (server, user) = (address.ToString(), address.User!);
        var error = refused.Number switch
        {
            AccessDenied => DbaErrors.AuthenticationFailed(server, user, refused.Message + ".", failure) with
            {
                RecommendedAction = "Check user and password (-Credential, MYSQL_PWD, an option file), and that the account may come from this host and by this login method (SHOW CREATE USER).",
            },
            UnknownDatabase => DbaErrors.DatabaseMissing(server, address.Database ?? "", failure),
            DatabaseAccessDenied => DbaErrors.PermissionDenied(server, $"enter the database '{address.Database}'",
                $"Have an administrator grant something in it: GRANT SELECT ON {MySqlNames.Everything(address.Database ?? "?")} TO …;", failure),
            TooManyConnections or 1203 or 1226 => DbaErrors.ServerUnreachable(server, refused.Message + ".", failure) with
            {
                Category = DbaErrorCategory.LimitsExceeded,
                RecommendedAction = "Close idle connections, or raise max_connections or the account's limit.",
            },
            HostBlocked => DbaErrors.ServerUnreachable(server, refused.Message + ".", failure) with { RecommendedAction = "Find why connections from here were broken off, then run FLUSH HOSTS (or mariadb-admin flush-hosts) there." },
            HostNotPrivileged => DbaErrors.AuthenticationFailed(server, user, refused.Message + ".", failure),
            _ => DbaErrors.ServerUnreachable(server, refused.Message + ".", failure) with
            {
                Category = MySqlErrorCodes.Category(refused),
                RecommendedAction = MySqlErrorCodes.Advice(refused.Number) ?? "See the server's log for this connection.",
            },
        };
        return error with { NativeCode = refused.Number.ToString(CultureInfo.InvariantCulture) };
    }

    [GeneratedRegex(@"at line (\d+)$")]
    private static partial Regex AtLine();
}
