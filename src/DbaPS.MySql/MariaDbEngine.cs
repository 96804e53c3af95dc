using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.MySql.Connections;
using DbaPS.Sql;

namespace DbaPS.MySql;

/// <summary>MariaDB 10.6 and later. A server that turns out to be a MySQL gives a session of that engine.</summary>
public sealed class MariaDbEngine : IEngine
{
    internal const string Name = "MariaDB";

    public EngineId Id { get; } = new("MariaDb");

    public string DisplayName => Name;

    public CapabilityTable Capabilities { get; } = MySqlCapabilityTable.Create(MySqlDialect.MariaDb);

    public SqlDialect Dialect => SqlDialect.MySql;

    public async Task<IEngineSession> ConnectAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken) =>
        await MySqlSession.ConnectAsync(ConnectionSettings.Resolve(address, options), cancellationToken);

    public ServerAddress FromConnectionString(string connectionString) => ConnectionText.Parse("mariadb", connectionString);
}
