using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.MySql.Connections;
using DbaPS.Sql;

namespace DbaPS.MySql;

/// <summary>MySQL 8 and later. A server that turns out to be a MariaDB gives a session of that engine.</summary>
public sealed class MySqlEngine : IEngine
{
    internal const string Name = "MySQL";

    public EngineId Id { get; } = new("MySql");

    public string DisplayName => Name;

    public CapabilityTable Capabilities { get; } = MySqlCapabilityTable.Create(MySqlDialect.MySql);

    public SqlDialect Dialect => SqlDialect.MySql;

    public async Task<IEngineSession> ConnectAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken) =>
        await MySqlSession.ConnectAsync(ConnectionSettings.Resolve(address, options), cancellationToken);

    public ServerAddress FromConnectionString(string connectionString) => ConnectionText.Parse("mysql", connectionString);
}
