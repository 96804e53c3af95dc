using System.Net.Sockets;
using System.Security.Authentication;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.PostgreSql.Connections;
using DbaPS.Sql;

namespace DbaPS.PostgreSql;

/// <summary>What only PostgreSQL can say about a failure.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>The id of what another host may do better.</summary>
    public const string Unreachable = "ServerUnreachable";

    /// <summary>A failure to open a connection.</summary>
    /// <param name="certificate">Why the server's certificate was refused, when it was.</param>
    public static DbaError Connecting(Exception failure, ConnectionSettings settings, CertificateRefusal? certificate)
    {
        var server = settings.Address.ToString();
        if (failure is DbaException known)
        {
            return known.Error;
        }
        if (certificate is not null && failure.Has<AuthenticationException>())
        {
            return DbaErrors.CertificateRefused(server, certificate, settings.Options, failure);
        }
        if (failure.Find<PostgreSqlFailure>() is { } refused)
        {
            return Refused(refused, settings, server);
        }
        if (failure.Find<SocketException>() is { } socket)
        {
            return DbaErrors.ServerUnreachable(settings.Address, settings.Socket, socket, failure);
        }
        // In the midst of the TLS handshake the driver's time limit shows as a cancellation.
        if (failure.Has<TimeoutException>() || failure.Has<OperationCanceledException>())
        {
            return DbaErrors.NoAnswer(server, settings.ConnectTimeout, failure);
        }
        return failure.Message switch
        {
            var m when m.Contains("No SSL enabled connection", StringComparison.Ordinal) && settings.TlsMode == TlsMode.Default => DbaErrors.PlaintextRefused(server) with { Cause = failure },
            var m when m.Contains("No SSL enabled connection", StringComparison.Ordinal) => DbaErrors.TlsUnavailable(server, settings.TlsMode, "ssl = on", failure),
            var m when m.Contains("No password has been provided", StringComparison.Ordinal) =>
                WithPasswordFile(DbaErrors.AuthenticationFailed(server, settings.Address.User!, "it wants a password and none was given.", failure), settings),
            _ => DbaErrors.ServerUnreachable(server, (failure.InnerException ?? failure).Message, failure) with
            {
                RecommendedAction = "Check that a PostgreSQL server listens at that host and port, and see its log for this connection.",
            },
        };
    }

    /// <summary>A failure while a statement ran.</summary>
    public static DbaError Running(Exception failure, PostgreSqlSession session, SqlScript? script)
    {
        if (failure is DbaException known)
        {
            return known.Error;
        }
        if (failure.Find<PostgreSqlFailure>() is not { } answer)
        {
            return failure.Find<SocketException>() is not null || failure.Has<IOException>()
                ? DbaErrors.ServerUnreachable(session.Name, "the connection broke while a statement ran.", failure)
                : DbaErrors.Unexpected(failure) with { Target = session.Name };
        }
        var code = answer.SqlState;
        if (code == SqlStates.QueryCancelled && session.Options.StatementTimeout > TimeSpan.Zero)
        {
            return DbaErrors.TimedOut(session.Name, "a statement", "-Timeout", failure) with { NativeCode = code };
        }
        if (code == SqlStates.LockNotAvailable)
        {
            return DbaErrors.TimedOut(session.Name, "waiting for a lock", "-LockTimeout", failure) with { NativeCode = code, Category = DbaErrorCategory.ResourceBusy };
        }
        if (code == SqlStates.InsufficientPrivilege)
        {
            return new DbaError("PermissionDenied", DbaErrorCategory.PermissionDenied, $"{session.Name}: {answer.MessageText}.", Advice(session, script))
            {
                Target = session.Name,
                NativeCode = code,
                Cause = failure,
            };
        }
        var error = DbaErrors.StatementFailed(session.Name, Text(answer), code, null, SqlStates.Category(code), failure);
        return SqlStates.Advice(code) is { } advice ? error with { RecommendedAction = advice } : error;
    }

    public static DbaError ServiceMissing(string service, IReadOnlyList<string> files) =>
        new("ServiceMissing", DbaErrorCategory.ObjectNotFound, $"No service is called '{service}' in {string.Join(" or ", files)}.",
            "Check the name (option service, or PGSERVICE) and which file PGSERVICEFILE names; a service begins with its name in square brackets.")
        { Target = service };

    public static DbaError ServiceUnusable(string service, string why) =>
        new("ServiceUnusable", DbaErrorCategory.InvalidData, $"The service '{service}' can't be used: {why}", "Correct the line, or give what it says in the address.") { Target = service };

    public static DbaError NoHostServes(string server, TargetSession wanted, IReadOnlyList<string> refusals) =>
        new(Unreachable, DbaErrorCategory.ConnectionError,
            $"{server}: no host {(wanted is TargetSession.Any or TargetSession.PreferStandby ? "can be reached" : $"is what target_session_attrs wants ({Name(wanted)})")}. {string.Join("; ", refusals.Select(r => r.TrimEnd('.')))}.",
            "Check the hosts, and with target_session_attrs that one of them has the role: Get-DbaServer tells it.")
        { Target = server };

    private static string Name(TargetSession wanted) => wanted switch
    {
        TargetSession.ReadWrite => "read-write",
        TargetSession.ReadOnly => "read-only",
        TargetSession.Primary => "primary",
        _ => "standby",
    };

    /// <summary>A password file that was passed over explains a failed login better than the server can.</summary>
    private static DbaError WithPasswordFile(DbaError error, ConnectionSettings settings) =>
        settings.Password is null && PasswordFile.Problem(settings) is { } problem ? error with { Message = $"{error.Message} {problem}" } : error;

    private static string Advice(PostgreSqlSession session, SqlScript? script) => script is { Header.Needs.Count: > 0 }
        ? $"It needs: {string.Join("; ", script.Header.Needs)}. Get-DbaCapability prints the statements that grant it to {session.User}."
        : $"Have the owner or a superuser grant it to {session.User}, or connect as another role.";

    private static string Text(PostgreSqlFailure answer) => (answer.Detail, answer.Hint) switch
    {
        (null, null) => answer.MessageText,
        ({ } detail, null) => $"{answer.MessageText} ({detail})",
        (null, { } hint) => $"{answer.MessageText} (hint: {hint})",
        var (detail, hint) => $"{answer.MessageText} ({detail} Hint: {hint})",
    };

    private static DbaError Refused(PostgreSqlFailure refused, ConnectionSettings settings, string server)
    {
        var error = refused.SqlState switch
        {
            SqlStates.InvalidPassword or SqlStates.InvalidAuthorization =>
                WithPasswordFile(DbaErrors.AuthenticationFailed(server, settings.Address.User!, refused.MessageText + ".", refused), settings),
            SqlStates.InvalidDatabase => DbaErrors.DatabaseMissing(server, settings.Address.Database!, refused),
            SqlStates.InsufficientPrivilege => DbaErrors.PermissionDenied(server, $"enter the database '{settings.Address.Database}'",
                $"Have its owner run: GRANT CONNECT ON DATABASE {PostgreSqlNames.Quote(settings.Address.Database!)} TO {PostgreSqlNames.Quote(settings.Address.User!)};", refused),
            SqlStates.TooManyConnections => DbaErrors.ServerUnreachable(server, refused.MessageText + ".", refused) with
            {
                Category = DbaErrorCategory.LimitsExceeded,
                RecommendedAction = "Close idle connections, raise max_connections (restart needed), or use a pooler.",
            },
            SqlStates.CannotConnectNow => DbaErrors.ServerUnreachable(server, refused.MessageText + ".", refused) with
            {
                Category = DbaErrorCategory.ResourceUnavailable,
                RecommendedAction = "Wait until it has started (see its log) and connect again.",
            },
            var code => DbaErrors.ServerUnreachable(server, Text(refused), refused) with
            {
                Category = SqlStates.Category(code),
                RecommendedAction = SqlStates.Advice(code) ?? "See the server's log for this connection.",
            },
        };
        return error with { NativeCode = refused.SqlState };
    }
}
