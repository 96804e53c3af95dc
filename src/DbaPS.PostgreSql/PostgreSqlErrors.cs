using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.PostgreSql.Connections;
using DbaPS.Sql;
using Npgsql;

namespace DbaPS.PostgreSql;

/// <summary>What only PostgreSQL can say about a failure.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>A failure to open a connection.</summary>
    /// <param name="certificateProblem">What was wrong with the server's certificate, when something was.</param>
    public static DbaError Connecting(Exception failure, ConnectionSettings settings, string? certificateProblem)
    {
        var server = settings.Address.ToString();
        if (failure is DbaException known)
        {
            return known.Error;
        }
        if (certificateProblem is not null && Has<AuthenticationException>(failure))
        {
            return DbaErrors.CertificateUntrusted(server, certificateProblem, failure);
        }
        if (Find<PostgresException>(failure) is { } refused)
        {
            return Refused(refused, settings, server);
        }
        if (Find<SocketException>(failure) is { } socket)
        {
            return DbaErrors.ServerUnreachable(server, Explain(socket, settings), failure);
        }
        if (Has<TimeoutException>(failure))
        {
            return DbaErrors.ServerUnreachable(server, string.Create(CultureInfo.InvariantCulture, $"it did not answer within {settings.ConnectTimeout.TotalSeconds:0.#} s."), failure) with
            {
                Category = DbaErrorCategory.OperationTimeout,
            };
        }
        return failure.Message switch
        {
            var m when m.Contains("No SSL enabled connection", StringComparison.Ordinal) && settings.TlsMode == TlsMode.Default => DbaErrors.PlaintextRefused(server) with { Cause = failure },
            var m when m.Contains("No SSL enabled connection", StringComparison.Ordinal) => DbaErrors.TlsUnavailable(server, settings.TlsMode, "ssl = on", failure),
            var m when m.Contains("No password has been provided", StringComparison.Ordinal) =>
                DbaErrors.AuthenticationFailed(server, settings.Address.User!, "it wants a password and none was given.", failure),
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
        if (Find<PostgresException>(failure) is not { } answer)
        {
            return Find<SocketException>(failure) is not null || Has<IOException>(failure)
                ? DbaErrors.ServerUnreachable(session.Name, "the connection broke while a statement ran.", failure)
                : DbaErrors.Unexpected(failure) with { Target = session.Name };
        }
        var code = answer.SqlState;
        if (code == PostgresErrorCodes.QueryCanceled && session.Options.StatementTimeout > TimeSpan.Zero)
        {
            return DbaErrors.TimedOut(session.Name, "a statement", "-Timeout", failure) with { NativeCode = code };
        }
        if (code == PostgresErrorCodes.LockNotAvailable)
        {
            return DbaErrors.TimedOut(session.Name, "waiting for a lock", "-LockTimeout", failure) with { NativeCode = code, Category = DbaErrorCategory.ResourceBusy };
        }
        if (code == PostgresErrorCodes.InsufficientPrivilege)
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

    private static string Advice(PostgreSqlSession session, SqlScript? script) => script is { Header.Needs.Count: > 0 }
        ? $"It needs: {string.Join("; ", script.Header.Needs)}. Get-DbaCapability prints the statements that grant it to {session.User}."
        : $"Have the owner or a superuser grant it to {session.User}, or connect as another role.";

    private static string Text(PostgresException answer) => (answer.Detail, answer.Hint) switch
    {
        (null, null) => answer.MessageText,
        ({ } detail, null) => $"{answer.MessageText} ({detail})",
        (null, { } hint) => $"{answer.MessageText} (hint: {hint})",
        var (detail, hint) => $"{answer.MessageText} ({detail} Hint: {hint})",
    };

    private static DbaError Refused(PostgresException refused, ConnectionSettings settings, string server)
    {
        var error = refused.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                DbaErrors.AuthenticationFailed(server, settings.Address.User!, refused.MessageText + ".", refused),
            PostgresErrorCodes.InvalidCatalogName => DbaErrors.DatabaseMissing(server, settings.Address.Database!, refused),
            PostgresErrorCodes.InsufficientPrivilege => DbaErrors.PermissionDenied(server, $"enter the database '{settings.Address.Database}'",
                $"Have its owner run: GRANT CONNECT ON DATABASE {PostgreSqlNames.Quote(settings.Address.Database!)} TO {PostgreSqlNames.Quote(settings.Address.User!)};", refused),
            PostgresErrorCodes.TooManyConnections => DbaErrors.ServerUnreachable(server, refused.MessageText + ".", refused) with
            {
                Category = DbaErrorCategory.LimitsExceeded,
                RecommendedAction = "Close idle connections, raise max_connections (restart needed), or use a pooler.",
            },
            PostgresErrorCodes.CannotConnectNow => DbaErrors.ServerUnreachable(server, refused.MessageText + ".", refused) with
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

    private static string Explain(SocketException socket, ConnectionSettings settings)
    {
        var place = settings.IsSocket
            ? $"{settings.Address.Host}/.s.PGSQL.{settings.Address.Port}"
            : string.Create(CultureInfo.InvariantCulture, $"{settings.Address.Host}, port {settings.Address.Port}");
        return socket.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"no machine is called '{settings.Address.Host}'.",
            SocketError.ConnectionRefused => $"nothing listens at {place}.",
            SocketError.TimedOut => $"{place} did not answer in time.",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => $"no route leads to {place}.",
            SocketError.AddressNotAvailable or SocketError.InvalidArgument when settings.IsSocket => $"there is no socket {place}.",
            _ => $"{place}: {socket.Message}.",
        };
    }

    private static bool Has<T>(Exception failure)
        where T : Exception => Find<T>(failure) is not null;

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
            {
                return found;
            }
            if (failure is AggregateException several)
            {
                return several.InnerExceptions.Select(Find<T>).FirstOrDefault(f => f is not null);
            }
        }
        return null;
    }
}
