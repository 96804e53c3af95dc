using DbaPS.Engines;
using DbaPS.Servers;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Servers;

/// <summary>What the server says it is.</summary>
internal sealed class SqlServerServers(SqlServerSession session) : IServerSource
{
    /// <summary>Last day of each major version's extended support: https://learn.microsoft.com/sql/sql-server/end-of-support/sql-server-end-of-support-overview.</summary>
    private static readonly Dictionary<int, DateOnly> LastDays = new()
    {
        [14] = new(2027, 10, 12),
        [15] = new(2030, 1, 8),
        [16] = new(2033, 1, 11),
        [17] = new(2036, 1, 6),
    };

    public async Task<DbaServer> ReadAsync(ObjectOrigin origin, CancellationToken cancellationToken)
    {
        var connection = await session.TryReadAllAsync(
            SqlScript.Load<SqlServerServers>("Servers/Connection.sql"), row => row.Text("encrypted"), "how this session is encrypted", cancellationToken: cancellationToken);
        return (await session.ReadFirstAsync(
            SqlScript.Load<SqlServerServers>("Servers/Server.sql"),
            row => new DbaServer(origin)
            {
                Version = session.Version.Text,
                Edition = row.TextOrNull("update_level") is { } level ? $"{row.Text("edition")}, {level}" : row.TextOrNull("edition"),
                Platform = row.Text("platform"),
                Role = row.Text("role"),
                StartedAt = row.Moment("started_at"),
                Host = row.TextOrNull("host"),
                // The server tells that it is encrypted, not by which version.
                Tls = connection is ["TRUE"] ? "TLS" : null,
                EndOfLife = !session.Platform.IsAzure && LastDays.TryGetValue(session.Version.Major, out var day) ? day : null,
            },
            cancellationToken: cancellationToken))!;
    }
}
