using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Databases;
using DbaPS.Digests;
using DbaPS.Engines;
using DbaPS.History;
using DbaPS.Indexes;
using DbaPS.MySql.SqlInvocation;
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
        .Decline<IRoleScript>(NotYet, "Grant by hand what the server's errors name.")
        .Decline<IConnectionProbe>(NotYet, "Test-DbaServer still logs in; look at TLS with: openssl s_client -starttls mysql.")
        .Decline<ILoginProbe>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<IServerSource>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<ICapabilityProbe>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<IDatabaseSource>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<ITableSource>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<IIndexSource>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<IIndexBuilder>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<ISlowQuerySource>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<IStatementTimer>(NotYet, "Ask the server with Invoke-DbaSql.")
        .Decline<IBulkCsv>(NotYet, "Ask the server with Invoke-DbaSql.")
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
