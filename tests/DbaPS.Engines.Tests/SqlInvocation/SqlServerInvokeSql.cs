using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class SqlServerInvokeSql(SqlServerServer server) : InvokeSqlSpec<SqlServerServer>(server)
{
    protected override string LongStatement => "WAITFOR DELAY '00:02:00'";

    protected override string BusyStatement => "WAITFOR DELAY '00:00:01'";

    protected override string MillionRows =>
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i, CONCAT('row ', i) AS text, i * 0.5e0 AS half FROM n OPTION (MAXRECURSION 0)";
}
