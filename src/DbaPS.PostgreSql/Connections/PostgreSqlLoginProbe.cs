using System.Runtime.CompilerServices;
using DbaPS.Connections;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Connections;

/// <summary>What the server says of this session. It tells how it let somebody in since 16.</summary>
internal sealed class PostgreSqlLoginProbe : ILoginProbe
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlLoginProbe(PostgreSqlSession session) => _session = session;

    public async Task<LoginFacts> ReadAsync(CancellationToken cancellationToken) =>
        (await _session.ReadFirstAsync(
            SqlScript.Load<PostgreSqlLoginProbe>(_session.Version.IsAtLeast(16) ? "Connections/Login.sql" : "Connections/Login.before16.sql"),
            row => new LoginFacts(row.TextOrNull("method"), row.TextOrNull("tls"), row.TextOrNull("cipher")),
            cancellationToken: cancellationToken))!;

    public async IAsyncEnumerable<DateTimeOffset> ClockAsync(int rounds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var script = SqlScript.Load<PostgreSqlLoginProbe>("Connections/Clock.sql");
        await using var connection = await _session.OpenAsync(cancellationToken);
        for (var i = 0; i < rounds; i++)
        {
            await foreach (var moment in _session.ReadAsync(connection, script, row => row.Moment("now")!.Value, cancellationToken))
            {
                yield return moment;
            }
        }
    }
}
