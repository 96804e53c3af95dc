using DbaPS.Engines;
using DbaPS.Servers;
using DbaPS.Sql;

namespace DbaPS.Sqlite.Servers;

/// <summary>The library that reads the file is the server.</summary>
internal sealed class SqliteServerSource : IServerSource
{
    private static readonly SqlScript Script = SqlScript.Load<SqliteEngine>("Servers/Server.sql");

    private readonly SqliteSession _session;

    public SqliteServerSource(SqliteSession session) => _session = session;

    public Task<DbaServer> ReadAsync(ObjectOrigin origin, CancellationToken cancellationToken) => _session.RunAsync(
        link => link.Query(Script.Text).Select(row => new DbaServer(origin)
        {
            Version = _session.Version.Text,
            Edition = row.TextOrNull("edition"),
            Platform = row.Text("platform"),
            Role = row.Text("role"),
            StartedAt = row.Moment("started_at"),
            Host = Environment.MachineName,
            Tls = row.TextOrNull("tls"),
        }).Single(),
        cancellationToken);
}
