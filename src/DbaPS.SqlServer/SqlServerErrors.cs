using System.Net.Sockets;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Sql;
using DbaPS.SqlServer.Connections;

namespace DbaPS.SqlServer;

/// <summary>What only SQL Server can say about a failure. Numbers: https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors</summary>
internal static class SqlServerErrors
{
    private const int Timeout = -2;

    /// <summary>The driver's own: the server offers no encryption.</summary>
    private const int NoEncryption = 20;

    /// <summary>What helps against an untrusted certificate beside pinning it.</summary>
    public const string TrustAdvice = "Add its authority to the system's store, connect by a name in the certificate (or name it with ?hostnameincertificate=), "
        + "pin a copy of the server's own file with ?servercertificate=/path/server.pem, or choose a weaker check with -TlsMode Require.";

    /// <summary>A failure to open a connection.</summary>
    public static DbaError Connecting(Exception failure, ConnectionSettings settings, ISqlServerDriver driver)
    {
        var server = settings.Address.ToString();
        if (failure is DbaException known)
        {
            return known.Error;
        }
        if (failure is NotSupportedException)
        {
            return Unsupported(failure);
        }
        if (driver.Explain(failure) is not { } answer)
        {
            return DbaErrors.ServerUnreachable(server, (failure.InnerException ?? failure).Message, failure);
        }
        var error = answer.Number switch
        {
            18456 or 18452 or 18470 or 18486 or 18487 or 18488 => DbaErrors.AuthenticationFailed(server, settings.Login.User ?? "the operating system's user", answer.Message, failure) with
            {
                RecommendedAction = "Check user and password (-Credential, SQLCMDUSER and SQLCMDPASSWORD), that the login is enabled, and that the server allows logins with passwords (mixed mode).",
            },
            4060 => DbaErrors.DatabaseMissing(server, settings.Address.Database ?? "", failure),
            916 => DbaErrors.PermissionDenied(server, $"enter the database '{settings.Address.Database}'", $"Have its owner run: CREATE USER {SqlServerNames.Quote(settings.Login.User ?? "login")} FOR LOGIN {SqlServerNames.Quote(settings.Login.User ?? "login")};", failure),
            NoEncryption => DbaErrors.PlaintextRefused(server) with { Cause = failure },
            Timeout => DbaErrors.ServerUnreachable(server, "it did not answer in time.", failure) with { Category = DbaErrorCategory.OperationTimeout },
            40613 or 40197 or 40501 or 49918 or 49919 or 49920 => DbaErrors.ServerUnreachable(server, answer.Message, failure) with { Category = DbaErrorCategory.ResourceUnavailable, RecommendedAction = "Azure is moving or starting the database: try again in a minute." },
            40615 => DbaErrors.ServerUnreachable(server, answer.Message, failure) with { Category = DbaErrorCategory.PermissionDenied, RecommendedAction = "Add this machine's address to the server's firewall rules in Azure." },
            _ when IsCertificate(failure) => DbaErrors.CertificateUntrusted(server, Innermost(failure).Message, failure) with
            {
                RecommendedAction = TrustAdvice,
            },
            // The driver makes one of its own, without a reason, when it has tried all addresses.
            _ when Innermost(failure) is SocketException { SocketErrorCode: not SocketError.Success } socket => DbaErrors.ServerUnreachable(server, socket.Message + ".", failure),
            _ => DbaErrors.ServerUnreachable(server, answer.Message, failure),
        };
        return error with { NativeCode = Code(answer.Number) };
    }

    /// <summary>An answer that ends a connection before its login.</summary>
    public static DbaError Refused(SqlServerFailure refusal, ServerAddress address) => DbaErrors.ServerUnreachable(address.ToString(), refusal.Message, null) with
    {
        NativeCode = Code(refusal.Number),
        RecommendedAction = "See the server's log for this connection.",
    };

    public static DbaError OtherProtocol(ServerAddress address, string why, Exception? cause) => DbaErrors.ServerUnreachable(address.ToString(), why, cause) with
    {
        RecommendedAction = "Check that a SQL Server listens at that host and port; where it forces strict encryption, write ?encrypt=strict.",
    };

    /// <summary>A failure while a statement ran.</summary>
    public static DbaError Running(Exception failure, SqlServerSession session, SqlScript? script, string? statement)
    {
        if (failure is DbaException known)
        {
            return known.Error;
        }
        if (session.Driver.Explain(failure) is not { } answer)
        {
            return failure is InvalidOperationException or System.IO.IOException or SocketException
                ? DbaErrors.ServerUnreachable(session.Name, "the connection broke while a statement ran.", failure)
                : DbaErrors.Unexpected(failure) with { Target = session.Name };
        }
        var number = answer.Number;
        var shown = statement is null ? null : SqlRedactor.Redact(statement, SqlDialect.SqlServer);
        if (number == Timeout)
        {
            return DbaErrors.TimedOut(session.Name, "a statement", "-Timeout", failure) with { NativeCode = Code(number), Statement = shown };
        }
        if (number == 1222)
        {
            return DbaErrors.TimedOut(session.Name, "waiting for a lock", "-LockTimeout", failure) with { NativeCode = Code(number), Category = DbaErrorCategory.ResourceBusy, Statement = shown };
        }
        if (IsPermission(number))
        {
            return new DbaError("PermissionDenied", DbaErrorCategory.PermissionDenied, $"{session.Name}: {answer.Message}", Advice(session, script))
            {
                Target = session.Name,
                NativeCode = Code(number),
                Statement = shown,
                Cause = failure,
            };
        }
        var error = DbaErrors.StatementFailed(session.Name, answer.Message, Code(number), shown, Category(answer), failure) with { Line = answer is { Line: > 0, Procedure: null } ? answer.Line : null };
        return HowToFix(number) is { } advice ? error with { RecommendedAction = advice } : error;
    }

    /// <summary>True for a server that offers no encryption at all.</summary>
    public static bool IsWithoutTls(DbaError error) => error.Id == "PlaintextRefused";

    /// <summary>True for a certificate that the driver refused.</summary>
    public static bool IsCertificate(DbaError error) => error.Id == "CertificateUntrusted";

    /// <summary>True where the server does not have, or does not show, an object of its own that a script reads.</summary>
    public static bool IsUnavailable(DbaError error) => error.NativeCode is "207" or "208" or "4121" or "195" or "40515" or "15562" or "102" or "156" or "2812" || error.Id == "PermissionDenied";

    public static DbaError TokenMissing(string server) =>
        new("TokenMissing", DbaErrorCategory.AuthenticationError, $"{server}: authentication=token was asked for and there is no token.",
            "Give it as the credential's password, or in DBAPS_ENTRA_TOKEN: az account get-access-token --resource https://database.windows.net/ prints one.")
        { Target = server };

    private static string Code(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsPermission(int number) => number is 229 or 230 or 262 or 297 or 300 or 371 or 378 or 916 or 2571 or 3110 or 4834 or 6102 or 8189 or 15151 or 15247 or 27229;

    private static string Advice(SqlServerSession session, SqlScript? script) => script is { Header.Needs.Count: > 0 }
        ? $"It needs: {string.Join("; ", script.Header.Needs)}. Get-DbaCapability prints the statements that grant it to {session.User}."
        : $"Have an administrator grant it to {session.User}, or connect as another login.";

    private static DbaErrorCategory Category(SqlServerFailure answer) => answer.Number switch
    {
        102 or 105 or 156 or 170 or 319 => DbaErrorCategory.SyntaxError,
        207 or 208 or 911 or 1088 or 2812 or 3701 or 4902 => DbaErrorCategory.ObjectNotFound,
        1801 or 1913 or 2714 => DbaErrorCategory.ResourceExists,
        547 or 515 or 2601 or 2627 or 8114 or 8115 or 245 or 241 or 2628 or 8152 => DbaErrorCategory.InvalidData,
        1205 or 1222 or 3101 or 3702 => DbaErrorCategory.ResourceBusy,
        1101 or 1105 or 9002 or 3202 or 3257 => DbaErrorCategory.ResourceUnavailable,
        701 or 8645 => DbaErrorCategory.LimitsExceeded,
        823 or 824 or 825 or 3043 or 3183 or 3189 or 3241 => DbaErrorCategory.InvalidData,
        _ => DbaErrorCategory.InvalidOperation,
    };

    private static string? HowToFix(int number) => number switch
    {
        1205 => "It was chosen as the victim of a deadlock: run it again.",
        1105 or 1101 => "Free or add space in the database's filegroup.",
        9002 => "The transaction log is full: back the log up, or see log_reuse_wait_desc in sys.databases.",
        3101 or 3702 => "The database is in use: end the other sessions, or choose another name.",
        3201 => "The server's service account must be able to read and write that path on the server's machine; choose another with -ServerPath.",
        3952 => "Have its owner run: ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;",
        824 or 825 or 823 => "Pages are damaged: DBCC CHECKDB names them; restore them from a backup.",
        _ => null,
    };

    /// <summary>What the driver does not do in this process, or on this system.</summary>
    private static DbaError Unsupported(Exception failure)
    {
        var (what, advice) = failure.Message.Contains("Invariant", StringComparison.Ordinal)
            ? ("connecting from a process without cultures", "Install ICU (libicu) on this machine, and start the process without DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.")
            : ("this way to connect", "Connect by host and port with a user and a password.");
        return DbaErrors.Declined(what, SqlServerEngine.Name, failure.Message, advice) with { Cause = failure };
    }

    private static bool IsCertificate(Exception failure) => Innermost(failure) is System.Security.Authentication.AuthenticationException
        || failure.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }
        return failure;
    }
}
