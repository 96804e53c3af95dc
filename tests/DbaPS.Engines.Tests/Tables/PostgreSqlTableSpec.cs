using DbaPS.Tables;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

/// <summary>Get-DbaTable on PostgreSQL.</summary>
public abstract class PostgreSqlTableSpec<TServer>(TServer server) : TableSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    protected override string Schema => "public";

    [Fact]
    public async Task Tells_the_kinds_apart_and_sums_partitions()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("""
            CREATE TABLE sales (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
            CREATE TABLE sales_2025 PARTITION OF sales FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            CREATE TABLE sales_2026 PARTITION OF sales FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY RANGE (day);
            CREATE TABLE sales_2026_1 PARTITION OF sales_2026 FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
            INSERT INTO sales SELECT n, '2025-06-01' FROM generate_series(1, 1000) AS n;
            INSERT INTO sales SELECT n, '2026-06-01' FROM generate_series(1, 500) AS n;
            CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM sales;
            CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
            CREATE FOREIGN TABLE away (id int) SERVER nowhere;
            COMMENT ON TABLE sales IS 'what was sold';
            CREATE TABLE new (id int) WITH (autovacuum_enabled = off);
            """, database, Token);

        var fresh = Assert.Single(await ListAsync(database, new TableListRequest { Table = ["new"] }));
        Assert.Null(fresh.Rows);
        Assert.Null(fresh.LastAnalyzed);
        await Server.ExecuteAsync("ANALYZE", database, Token);
        // Before 15 the counters reach the catalogue a moment later.
        Dictionary<string, DbaTable> tables;
        do
        {
            tables = (await ListAsync(database)).ToDictionary(t => t.Name);
        }
        while (tables["sales"].LastAnalyzed is null);

        Assert.Equal(["ForeignTable", "Table", "PartitionedTable", "Partition", "PartitionedTable", "Partition", "MaterializedView"],
            from t in tables.Values orderby t.Name select t.Kind);
        Assert.Equal((1500, true, true, "what was sold"), (tables["sales"].Rows, tables["sales"].Partitioned, tables["sales"].HasPrimaryKey, tables["sales"].Comment));
        Assert.Equal(500, tables["sales_2026"].Rows);
        Assert.Equal(tables["sales_2025"].TableBytes + tables["sales_2026_1"].TableBytes, tables["sales"].TableBytes);
        Assert.Equal(tables["sales_2025"].IndexBytes + tables["sales_2026_1"].IndexBytes, tables["sales"].IndexBytes);
        Assert.Null(tables["away"].TableBytes);
        Assert.InRange(tables["sales"].LastAnalyzed!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task Works_in_each_database_named()
    {
        var (one, other) = (Server.CreateDatabase(), Server.CreateDatabase());
        await Server.ExecuteAsync("CREATE TABLE here (id int)", one, Token);
        await Server.ExecuteAsync("CREATE TABLE there (id int)", other, Token);
        await using var runtime = new TestRuntime();

        var said = await runtime.RunAsync("Get-DbaTable", new TableListRequest { Server = [Server.Uri], Database = [one, "no such database", other] }, cancellationToken: Token);

        Assert.Equal([(one, "here"), (other, "there")], said.Of<DbaTable>().Select(t => (t.Database!, t.Name)));
        Assert.Equal("DatabaseMissing", Assert.Single(said.Errors).Id);
    }

    protected override bool WaitsFor(IReadOnlyList<DbaTable> listed) => listed.Any(t => t.LastAnalyzed is null);

    protected override void Verify(DbaTable orders)
    {
        Assert.True(orders.TableBytes > 0);
        Assert.True(orders.IndexBytes > 0);
        Assert.NotNull(orders.LastAnalyzed);
    }
}
