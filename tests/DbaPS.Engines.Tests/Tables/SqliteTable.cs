using DbaPS.Tables;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tables;

public sealed class SqliteTable(SqliteServer server) : TableSpec<SqliteServer>(server)
{
    protected override string Schema => "main";

    [Fact]
    public async Task Rows_are_unknown_before_the_first_analyze()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)", database, Token);
        Assert.Null(Assert.Single(await ListAsync(database)).Rows);
    }

    [Fact]
    public async Task Tells_virtual_tables_from_those_that_hold_their_rows()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE VIRTUAL TABLE words USING fts5(body); CREATE TABLE plain (a, PRIMARY KEY (a)) WITHOUT ROWID; CREATE VIEW v AS SELECT 1", database, Token);
        Assert.Equal(["plain Table True", "words VirtualTable False"], (await ListAsync(database)).Select(t => $"{t.Name} {t.Kind} {t.HasPrimaryKey}"));
        Assert.Contains(await ListAsync(database, new TableListRequest { IncludeSystem = true }), t => t is { Name: "words_content", Kind: "ShadowTable" });
    }

    protected override void Verify(DbaTable orders)
    {
        // Sizes need dbstat, which this build of SQLite has not.
        Assert.Null(orders.TableBytes);
        Assert.Null(orders.IndexBytes);
        Assert.Null(orders.LastAnalyzed);
    }
}
