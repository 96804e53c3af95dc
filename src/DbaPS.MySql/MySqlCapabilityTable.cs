using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Digests;
using DbaPS.Engines;
using DbaPS.History;
using DbaPS.Indexes;
using DbaPS.MySql.Backups;
using DbaPS.MySql.Capabilities;
using DbaPS.MySql.Connections;
using DbaPS.MySql.Databases;
using DbaPS.MySql.Definitions;
using DbaPS.MySql.Digests;
using DbaPS.MySql.Indexes;
using DbaPS.MySql.Restores;
using DbaPS.MySql.Sandboxes;
using DbaPS.MySql.Servers;
using DbaPS.MySql.SlowQueries;
using DbaPS.MySql.SqlInvocation;
using DbaPS.MySql.Tables;
using DbaPS.Restores;
using DbaPS.Sandboxes;
using DbaPS.Servers;
using DbaPS.SlowQueries;
using DbaPS.SqlInvocation;
using DbaPS.Tables;

namespace DbaPS.MySql;

/// <summary>One line per capability of the model, for both dialects; the compliance test keeps it complete.</summary>
internal static class MySqlCapabilityTable
{
    public static CapabilityTable Create(MySqlDialect kind) => new CapabilityTable()
        .Offer<ISqlRunner, MySqlSession>(session => new MySqlSqlRunner(session))
        .Offer<IServerSource, MySqlSession>(session => new MySqlServers(session))
        .Offer<ICapabilityProbe, MySqlSession>(session => new MySqlCapabilities(session))
        .Offer<IRoleScript, MySqlSession>(session => new MySqlRoleScript(session))
        .Offer<IConnectionProbe>(new MySqlConnectionProbe())
        .Offer<ILoginProbe, MySqlSession>(session => new MySqlLoginProbe(session))
        .Offer<IDatabaseSource, MySqlSession>(session => new MySqlDatabases(session))
        .Offer<ITableSource, MySqlSession>(session => new MySqlTables(session))
        .Offer<IIndexSource, MySqlSession>(session => new MySqlIndexSource(session))
        .Offer<IIndexBuilder, MySqlSession>(session => new MySqlIndexBuilder(session))
        .Offer<ISlowQuerySource, MySqlSession>(session => new MySqlSlowQueries(session))
        .Offer<IStatementTimer, MySqlSession>(session => new MySqlStatementTimer(session))
        .Offer<IBulkCsv, MySqlSession>(session => new MySqlBulkCsv(session))
        .Offer<IBackupSource, MySqlSession>(session => new MySqlBackups(session))
        .Offer<ISchemaInventory, MySqlSession>(session => new MySqlSchemaInventory(session))
        .Offer<IRestoreTarget, MySqlSession>(session => new MySqlRestore(session))
        .Offer<IRestoreProof, MySqlSession>(session => new MySqlRestoreProof(session))
        .Offer<IIntegrityChecker, MySqlSession>(session => new MySqlIntegrity(session))
        .Offer<ISqlAssertion, MySqlSession>(session => new MySqlAssertion(session))
        .Offer<ITableDigester, MySqlSession>(session => new MySqlTableDigester(session))
        .Offer<ISandboxProvider>(new MySqlSandboxes(kind))
        .Decline<IHistoryStoreProvider>("the history is kept in a file beside the user's other data.", "Nothing needs doing: DbaPS keeps it with SQLite.");
}
