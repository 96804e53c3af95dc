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
using DbaPS.Sqlite.Backups;
using DbaPS.Sqlite.Capabilities;
using DbaPS.Sqlite.Databases;
using DbaPS.Sqlite.Digests;
using DbaPS.Sqlite.History;
using DbaPS.Sqlite.Indexes;
using DbaPS.Sqlite.Restores;
using DbaPS.Sqlite.Sandboxes;
using DbaPS.Sqlite.Servers;
using DbaPS.Sqlite.SlowQueries;
using DbaPS.Sqlite.SqlInvocation;
using DbaPS.Sqlite.Tables;
using DbaPS.Tables;

namespace DbaPS.Sqlite;

/// <summary>SQLite: a server is a file, opened in this process.</summary>
public sealed class SqliteEngine : IEngine
{
    public EngineId Id { get; } = new("Sqlite");

    public string DisplayName => "SQLite";

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public CapabilityTable Capabilities { get; } = new CapabilityTable()
        .Offer<ICapabilityProbe, SqliteSession>(session => new SqliteCapabilityProbe(session))
        .Offer<IServerSource, SqliteSession>(session => new SqliteServerSource(session))
        .Offer<IDatabaseSource, SqliteSession>(session => new SqliteDatabaseSource(session))
        .Offer<ITableSource, SqliteSession>(session => new SqliteTableSource(session))
        .Offer<IIndexSource, SqliteSession>(session => new SqliteIndexSource(session))
        .Offer<IIndexBuilder, SqliteSession>(session => new SqliteIndexBuilder(session))
        .Offer<IStatementTimer, SqliteSession>(session => new SqliteStatementTimer(session))
        .Offer<ISqlRunner, SqliteSession>(session => new SqliteSqlRunner(session))
        .Offer<IBulkCsv, SqliteSession>(session => new SqliteBulkCsv(session))
        .Offer<ISandboxProvider>(new SqliteSandboxProvider())
        .Offer<IHistoryStoreProvider>(new SqliteHistoryProvider())
        .Offer<IBackupSource, SqliteSession>(session => new SqliteBackupSource(session))
        .Offer<ISchemaInventory, SqliteSession>(session => new SqliteSchemaInventory(session))
        .Offer<ITableDigester, SqliteSession>(session => new SqliteTableDigester(session.OpenLink))
        .Offer<IRestoreTarget>(new SqliteRestoreTarget())
        .Offer<IRestoreProof, SqliteSession>(session => new SqliteRestoreProof(session))
        .Offer<IIntegrityChecker, SqliteSession>(session => new SqliteIntegrityChecker(session))
        .Offer<ISqlAssertion, SqliteSession>(session => new SqliteAssertion(session))
        .Decline<IRoleScript>("it has no logins: who may open the file decides.", "Set the file's owner and mode.")
        .Decline<IConnectionProbe>("its server is a file, which no network leads to.", "The check Login opens the file.")
        .Decline<ILoginProbe>("it runs in this process, so nothing travels and no clock differs.", "Nothing needs doing.")
        .Decline<ISlowQuerySource>("it runs inside each program that opens the file and keeps no counters of statements.",
            "Time the statements themselves: Get-DbaSlowQuery -Workload file.sql.");

    public async Task<IEngineSession> ConnectAsync(ServerAddress address, ConnectOptions options, CancellationToken cancellationToken) =>
        await SqliteSession.OpenAsync(address, options, cancellationToken);

    public ServerAddress FromConnectionString(string connectionString) => SqliteDriver.ReadConnectionString(connectionString);
}
