using DbaPS.Engines;
using DbaPS.Servers;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Servers;

/// <summary>What the server says it is.</summary>
internal sealed class PostgreSqlServers : IServerSource
{
    /// <summary>Last day of each major version: https://www.postgresql.org/support/versioning/.</summary>
    private static readonly Dictionary<int, DateOnly> LastDays = new()
    {
        [14] = new(2026, 11, 12),
        [15] = new(2027, 11, 11),
        [16] = new(2028, 11, 9),
        [17] = new(2029, 11, 8),
        [18] = new(2030, 11, 14),
    };

    private readonly PostgreSqlSession _session;

    public PostgreSqlServers(PostgreSqlSession session) => _session = session;

    public async Task<DbaServer> ReadAsync(ObjectOrigin origin, CancellationToken cancellationToken) =>
        (await _session.ReadFirstAsync(
            SqlScript.Load<PostgreSqlServers>("Servers/Server.sql"),
            row => new DbaServer(origin)
            {
                Version = $"{_session.Version.Major}.{_session.Version.Minor}",
                Edition = row.TextOrNull("edition"),
                Platform = row.Text("platform"),
                Role = row.Text("role"),
                StartedAt = row.Moment("started_at"),
                // Through a Unix socket the server has no address: it is this machine.
                Host = row.TextOrNull("host") ?? Environment.MachineName,
                Tls = row.TextOrNull("tls"),
                EndOfLife = LastDays.TryGetValue(_session.Version.Major, out var day) ? day : null,
            },
            cancellationToken: cancellationToken))!;
}
