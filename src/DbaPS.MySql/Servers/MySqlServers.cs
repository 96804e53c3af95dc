using DbaPS.Engines;
using DbaPS.Servers;
using DbaPS.Sql;

namespace DbaPS.MySql.Servers;

/// <summary>What the server says it is.</summary>
internal sealed class MySqlServers(MySqlSession session) : IServerSource
{
    /// <summary>Last day of each series: https://www.mysql.com/support/eol-notice.html and Oracle's lifetime support policy.</summary>
    private static readonly Dictionary<(int, int), DateOnly> MySqlLastDays = new()
    {
        [(8, 0)] = new(2026, 4, 30),
        [(8, 4)] = new(2032, 4, 30),
    };

    /// <summary>Last day of each series with long support: https://mariadb.org/about/#maintenance-policy.</summary>
    private static readonly Dictionary<(int, int), DateOnly> MariaDbLastDays = new()
    {
        [(10, 6)] = new(2026, 7, 6),
        [(10, 11)] = new(2028, 2, 16),
        [(11, 4)] = new(2029, 5, 29),
        [(11, 8)] = new(2028, 6, 4),
    };

    public async Task<DbaServer> ReadAsync(ObjectOrigin origin, CancellationToken cancellationToken)
    {
        var (script, lastDays) = session.Kind == MySqlDialect.MariaDb ? ("Servers/Server.mariadb.sql", MariaDbLastDays) : ("Servers/Server.sql", MySqlLastDays);
        var version = session.Version;
        return (await session.ReadFirstAsync(
            SqlScript.Load<MySqlServers>(script),
            row => new DbaServer(origin)
            {
                Version = $"{version.Major}.{version.Minor}.{version.Patch}",
                Edition = row.TextOrNull("edition"),
                Platform = row.Text("platform"),
                Role = row.Text("role"),
                StartedAt = row.Moment("started_at"),
                Host = row.TextOrNull("host") ?? Environment.MachineName,
                Tls = row.TextOrNull("tls"),
                EndOfLife = lastDays.TryGetValue((version.Major, version.Minor), out var day) ? day : null,
            },
            cancellationToken: cancellationToken))!;
    }
}
