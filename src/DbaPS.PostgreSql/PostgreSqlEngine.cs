using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Digests;
using DbaPS.Engines;
using DbaPS.History;
using DbaPS.Indexes;
using DbaPS.PostgreSql.Backups;
using DbaPS.PostgreSql.Capabilities;
using DbaPS.PostgreSql.Connections;
using DbaPS.PostgreSql.Databases;
using DbaPS.PostgreSql.Digests;
using DbaPS.PostgreSql.History;
using DbaPS.PostgreSql.Indexes;
using DbaPS.PostgreSql.Restores;
using DbaPS.PostgreSql.Sandboxes;
using DbaPS.PostgreSql.Servers;
using DbaPS.PostgreSql.SlowQueries;
using DbaPS.PostgreSql.SqlInvocation;
using DbaPS.PostgreSql.Tables;
using DbaPS.Restores;
using DbaPS.Sandboxes;
using DbaPS.Servers;
using DbaPS.SlowQueries;
using DbaPS.Sql;
using DbaPS.SqlInvocation;
using DbaPS.Tables;

namespace DbaPS.PostgreSql;

/// <summary>PostgreSQL 14 to 18.</summary>
public sealed class PostgreSqlEngine : IEngine
{
    internal const string Name = "PostgreSQL";

    public EngineId Id { get; } = new("PostgreSql");

    public string DisplayName => Name;

    public SqlDialect Dialect => SqlDialect.PostgreSql;

    /// <summary>One line per capability of the model; the compliance test keeps it complete.</summary>
    public CapabilityTable Capabilities { get; } = new CapabilityTable()
        .Offer<IConnectionProbe>(new PostgreSqlConnectionProbe())
        .Offer<ILoginProbe, PostgreSqlSession>(session => new PostgreSqlLoginProbe(session))
        .Offer<IServerSource, PostgreSqlSession>(session => new PostgreSqlServers(session))
        .Offer<IIndexBuilder, PostgreSqlSession>(session => new PostgreSqlIndexBuilder(session))
        .Offer<IRestoreTarget, PostgreSqlSession>(session => new PostgreSqlRestore(session))
        .Offer<IIntegrityChecker, PostgreSqlSession>(session => new PostgreSqlIntegrity(session))
        .Offer<ISqlAssertion, PostgreSqlSession>(session => new PostgreSqlAssertion(session))
        .Offer<IBackupSource, PostgreSqlSession>(session => new PostgreSqlBackups(session))
        .Offer<ISchemaInventory, PostgreSqlSession>(session => new PostgreSqlSchemaInventory(session))
        .Offer<IDatabaseSource, PostgreSqlSession>(session => new PostgreSqlDatabases(session))
        .Offer<ITableSource, PostgreSqlSession>(session => new PostgreSqlTables(session))
        .Offer<IIndexSource, PostgreSqlSession>(session => new PostgreSqlIndexSource(session))
        .Offer<ISlowQuerySource, PostgreSqlSession>(session => new PostgreSqlSlowQueries(session))
        .Offer<IStatementTimer, PostgreSqlSession>(session => new PostgreSqlStatementTimer(session))
        .Offer<ICapabilityProbe, PostgreSqlSession>(session => new PostgreSqlCapabilities(session))
        .Offer<IRoleScript, PostgreSqlSession>(session => new PostgreSqlRoleScript(session))
        .Offer<ISqlRunner, PostgreSqlSession>(session => new PostgreSqlSqlRunner(session))
        .Offer<IBulkCsv, PostgreSqlSession>(session => new PostgreSqlBulkCsv(session))
        .Offer<ISandboxProvider>(new PostgreSqlSandboxes())
        .Offer<ITableDigester, PostgreSqlSession>(session => new PostgreSqlTableDigester(session))
        .Offer<IRestoreProof, PostgreSqlSession>(session => new PostgreSqlRestoreProof(session))
        .Offer<IHistoryStoreProvider>(new PostgreSqlHistoryProvider());

    public async Task<IEngineSession> ConnectAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken) =>
        await HostChoice.ConnectAsync(ConnectionSettings.Resolve(address, options), cancellationToken);

    public ServerAddress FromConnectionString(string connectionString) => ConnectionStringAddress.Read(connectionString);
}
