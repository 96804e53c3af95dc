using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Digests;
using DbaPS.Engines;
using DbaPS.History;
using DbaPS.Indexes;
using DbaPS.Restores;
using DbaPS.Sandboxes;
using DbaPS.Servers;
using DbaPS.SlowQueries;
using DbaPS.Sql;
using DbaPS.SqlInvocation;
using DbaPS.SqlServer.Backups;
using DbaPS.SqlServer.Capabilities;
using DbaPS.SqlServer.Connections;
using DbaPS.SqlServer.Databases;
using DbaPS.SqlServer.Digests;
using DbaPS.SqlServer.Indexes;
using DbaPS.SqlServer.Restores;
using DbaPS.SqlServer.Servers;
using DbaPS.SqlServer.SlowQueries;
using DbaPS.SqlServer.SqlInvocation;
using DbaPS.SqlServer.Tables;
using DbaPS.Tables;

namespace DbaPS.SqlServer;

/// <summary>SQL Server 2017 to 2025, Azure SQL Database and Managed Instance.</summary>
public sealed class SqlServerEngine : IEngine
{
    internal const string Name = "SQL Server";

    public EngineId Id { get; } = new("SqlServer");

    public string DisplayName => Name;

    public SqlDialect Dialect => SqlDialect.SqlServer;

    /// <summary>One line per capability of the model; the compliance test keeps it complete.</summary>
    public CapabilityTable Capabilities { get; } = new CapabilityTable()
        .Offer<IServerSource, SqlServerSession>(session => new SqlServerServers(session))
        .Offer<IDatabaseSource, SqlServerSession>(session => new SqlServerDatabases(session))
        .Offer<ITableSource, SqlServerSession>(session => new SqlServerTables(session))
        .Offer<IIndexSource, SqlServerSession>(session => new SqlServerIndexSource(session))
        .Offer<IIndexBuilder, SqlServerSession>(session => new SqlServerIndexBuilder(session))
        .Offer<ISlowQuerySource, SqlServerSession>(session => new SqlServerSlowQueries(session))
        .Offer<IStatementTimer, SqlServerSession>(session => new SqlServerStatementTimer(session))
        .Offer<ISqlRunner, SqlServerSession>(session => new SqlServerSqlRunner(session))
        .Offer<IBulkCsv, SqlServerSession>(session => new SqlServerBulkCsv(session))
        .Offer<IBackupSource, SqlServerSession>(session => new SqlServerBackups(session))
        .Offer<IServerBackups, SqlServerSession>(session => new SqlServerServerBackups(session))
        .Offer<ISchemaInventory, SqlServerSession>(session => new SqlServerSchemaInventory(session))
        .Offer<IRestoreTarget, SqlServerSession>(session => new SqlServerRestore(session))
        .Offer<IRestoreProof, SqlServerSession>(session => new SqlServerRestoreProof(session))
        .Offer<IIntegrityChecker, SqlServerSession>(session => new SqlServerIntegrity(session))
        .Offer<ISqlAssertion, SqlServerSession>(session => new SqlServerAssertion(session))
        .Offer<ITableDigester, SqlServerSession>(session => new SqlServerTableDigester(session))
        .Offer<IConnectionProbe>(new SqlServerConnectionProbe())
        .Offer<ICapabilityProbe, SqlServerSession>(session => new SqlServerCapabilities(session))
        .Offer<IRoleScript, SqlServerSession>(session => new SqlServerRoleScript(session))
        .Offer<ILoginProbe, SqlServerSession>(session => new SqlServerLoginProbe(session))
        .Decline<ISandboxProvider>("its server can't be started from a folder of files.", "Name a server of yours for drills: Test-DbaRestore -Server.")
        .Decline<IHistoryStoreProvider>("the history is kept in a file beside the user's other data.", "Nothing needs doing: DbaPS keeps it with SQLite.");

    public async Task<IEngineSession> ConnectAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken)
    {
        var driver = SqlServerDriver.Installed;
        var settings = await CertificatePin.ApplyAsync(ConnectionSettings.Resolve(address, options, driver.Version), cancellationToken);
        return await SqlServerSession.ConnectAsync(settings, driver, cancellationToken);
    }

    public ServerAddress FromConnectionString(string connectionString) => ConnectionStrings.Parse(connectionString);
}
