using DbaPS.SqlInvocation;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>CSV in and out of PostgreSQL.</summary>
public abstract class PostgreSqlInvokeSqlCsv<TServer>(TServer server) : InvokeSqlCsvSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    protected override (string Type, string Bad, int Line, string Column) Misfit => ("int) --", "two", 3, "n");

    [Fact]
    public async Task Writes_the_same_with_values_as_without()
    {
        const string Values = "(1, 'a,\"b', '2024-02-29'::date, 1.50, true, NULL), (2, '', 'infinity', 'NaN', false, '{1,NULL}'::int[])";
        var database = Server.CreateDatabase();
        var copied = await UnloadAsync(database, new SqlRequest { Query = $"SELECT * FROM (VALUES {Values}) v(id, s, d, n, b, a) ORDER BY id -- end" });
        var read = await UnloadAsync(database, new SqlRequest { Query = $"SELECT * FROM (VALUES {Values}) v(id, s, d, n, b, a) WHERE id < @top ORDER BY id", Parameters = new Dictionary<string, object?> { ["top"] = 5 } });
        Assert.Equal(copied, read);
        Assert.Equal("id,s,d,n,b,a\n1,\"a,\"\"b\",2024-02-29,1.50,t,\n2,\"\",infinity,NaN,f,\"{1,NULL}\"\n", copied);
    }

    [Fact]
    public async Task Keeps_nothing_when_a_load_is_cancelled_or_breaks_off()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int)", database, Token);
        var error = await RefusalAsync(database, "t", "id\n1\n2\n\"3\n");
        Assert.Equal("CsvRejected", error.Id);
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    [Fact]
    public async Task Does_not_lose_what_follows_a_line_that_ends_the_data_on_older_servers()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (s text)", database, Token);
        if (Server.Server.Major < 18)
        {
            var error = await RefusalAsync(database, "t", "s\na\n\\.\nb\n");
            Assert.Contains("\\.", error.Message, StringComparison.Ordinal);
            Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
        }
        await LoadAsync(database, "t", "s\na\n\"\\.\"\nb\n", 3);
        Assert.Equal(3L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    [Fact]
    public async Task Finds_tables_by_schema_and_in_any_spelling()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE SCHEMA \"My.Own\"; CREATE TABLE \"My.Own\".\"Odd \"\"Table\" (id int, g int GENERATED ALWAYS AS (id + 1) STORED)", database, Token);
        await LoadAsync(database, "\"My.Own\".\"Odd \"\"Table\"", "ID\n1\n", 1);
        Assert.Equal("ObjectMissing", (await RefusalAsync(database, "missing", "id\n1\n")).Id);
        Assert.Equal("CsvColumnUnknown", (await RefusalAsync(database, "\"My.Own\".\"Odd \"\"Table\"", "id,g\n1,2\n")).Id);
    }
}
