using DbaPS.Tables;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

/// <summary>Get-DbaTable on MySQL and MariaDB.</summary>
public abstract class MySqlTableSpec<TServer>(TServer server) : TableSpec<TServer>(server)
    where TServer : SharedMySql
{
    protected override string Schema => "";

    protected override string TextType => "varchar(100)";

    protected override string AnalyzeSql => "ANALYZE TABLE orders";

    protected override string SchemaIn(string database) => database;

    [Fact]
    public async Task Tells_partitioned_tables_and_comments()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE parted (id int NOT NULL, y int NOT NULL) COMMENT 'by year' PARTITION BY HASH (y) PARTITIONS 3; CREATE VIEW v AS SELECT 1 AS one", database, Token);
        var table = Assert.Single(await ListAsync(database));
        Assert.Equal(("PartitionedTable", true, "by year"), (table.Kind, table.Partitioned, table.Comment));
    }

    protected override void Verify(DbaTable orders)
    {
        Assert.True(orders.TableBytes > 0);
        Assert.True(orders.IndexBytes > 0);
    }
}
