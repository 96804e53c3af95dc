using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class SqlServerNewIndex(SqlServerServer server) : NewIndexSpec<SqlServerServer>(server)
{
    protected override string Fill(string table, int rows) =>
        $"WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO {table} SELECT i, i % 500, CONCAT('state ', i % 7) FROM n";
}
