using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DbaPS.Connections;
using DbaPS.Sql;

namespace DbaPS.MySql.Connections;

/// <summary>What the server says of this session.</summary>
internal sealed partial class MySqlLoginProbe(MySqlSession session) : ILoginProbe
{
    public async Task<LoginFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var (tls, cipher) = await session.ReadFirstAsync(
            SqlScript.Load<MySqlLoginProbe>(session.Kind == MySqlDialect.MariaDb ? "Connections/Login.mariadb.sql" : "Connections/Login.sql"),
            row => (row.TextOrNull("tls"), row.TextOrNull("cipher")),
            cancellationToken: cancellationToken);
        return new LoginFacts(await MethodAsync(cancellationToken), tls, cipher);
    }

    public async IAsyncEnumerable<DateTimeOffset> ClockAsync(int rounds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var script = SqlScript.Load<MySqlLoginProbe>("Connections/Clock.sql");
        await using var connection = await session.OpenAsync(cancellationToken);
        for (var i = 0; i < rounds; i++)
        {
            await foreach (var moment in session.ReadAsync(connection, script, row => row.Moment("now")!.Value, cancellationToken))
            {
                yield return moment;
            }
        }
    }

    /// <summary>The account's login method; null where it has several to choose from. Everybody may see his own account, and only the method's name is taken from it.</summary>
    private async Task<string?> MethodAsync(CancellationToken cancellationToken)
    {
        await using var connection = await session.OpenAsync(cancellationToken);
        await using var command = MySqlSession.Command(connection, "SHOW CREATE USER CURRENT_USER()");
        var account = await session.TryAsync(() => command.ExecuteScalarAsync(cancellationToken)) as string ?? "";
        var found = Method().Match(account);
        return found.Groups["or"].Success ? null
            : found.Success ? found.Groups["method"].Value
            : session.Kind == MySqlDialect.MariaDb ? "mysql_native_password" : null;
    }

    /// <summary>MySQL writes IDENTIFIED WITH 'method', MariaDB IDENTIFIED VIA method OR method, and of its oldest method no name.</summary>
    [GeneratedRegex(@"IDENTIFIED (?:WITH|VIA) '?(?<method>\w+)'?(?: USING '[^']*')?(?<or> OR\b)?")]
    private static partial Regex Method();
}
