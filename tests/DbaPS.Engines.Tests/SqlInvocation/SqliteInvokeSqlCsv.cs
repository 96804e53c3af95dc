using DbaPS.SqlInvocation;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class SqliteInvokeSqlCsv(SqliteServer server) : InvokeSqlCsvSpec<SqliteServer>(server)
{
    protected override (string Type, string Bad, int Line, string Column) Misfit => ("int) STRICT --", "two", 3, "n");

    [Fact]
    public async Task Loads_numbers_as_the_columns_affinity_says_and_blobs_from_hexadecimal()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (i integer, r real, s text, b blob, n numeric)", database, Token);
        await LoadAsync(database, "t", "i,r,s,b,n\n12,1.5,007,\\x00ff,2.50\n", 1);
        Assert.Equal("integer real text blob real", await Server.ScalarAsync("SELECT typeof(i) || ' ' || typeof(r) || ' ' || typeof(s) || ' ' || typeof(b) || ' ' || typeof(n) FROM t", database, Token));
        Assert.Equal("007", await Server.ScalarAsync("SELECT s FROM t", database, Token));
        Assert.Equal("i,r,s,b,n\n12,1.5,007,\\x00ff,2.5\n", await UnloadAsync(database, new SqlRequest { Query = "SELECT * FROM t" }));
    }

    [Fact]
    public async Task Names_the_line_that_has_too_few_fields()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (a text, b text)", database, Token);
        var error = await RefusalAsync(database, "t", "a,b\n1,\"x\ny\"\n2\n");
        Assert.Contains("line 4", error.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }
}
