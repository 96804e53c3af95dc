using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Digests;
using DbaPS.Engines;
using DbaPS.History;
using DbaPS.Indexes;
using DbaPS.MySql.Capabilities;
using DbaPS.MySql.Connections;
using DbaPS.MySql.Databases;
using DbaPS.MySql.Indexes;
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
    private const string NotYet = "DbaPS does not do that on this engine yet.";
    private const string Dump = "Use mariadb-dump or mysqldump, and prove the restore by hand.";

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
        .Decline<IBackupSource>(NotYet, Dump)
        .Decline<ISchemaInventory>(NotYet, Dump)
        .Decline<IRestoreTarget>(NotYet, Dump)
        .Decline<IRestoreProof>(NotYet, Dump)
        .Decline<IIntegrityChecker>(NotYet, "Run CHECK TABLE.")
        .Decline<ISqlAssertion>(NotYet, "Run the statement with Invoke-DbaSql.")
        .Decline<ITableDigester>(NotYet, "Compare with CHECKSUM TABLE where both servers have the same version.")
        .Decline<ISandboxProvider>(NotYet, "Start a server by hand and name its address.")
        .Decline<IHistoryStoreProvider>("the history is kept in a file beside the user's other data.", "Nothing needs doing: DbaPS keeps it with SQLite.");
}
