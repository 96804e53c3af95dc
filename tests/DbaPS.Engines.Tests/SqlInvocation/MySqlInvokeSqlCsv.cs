using DbaPS.SqlInvocation;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

/// <summary>CSV in and out of MySQL and MariaDB.</summary>
public abstract class MySqlInvokeSqlCsv<TServer>(TServer server) : InvokeSqlCsvSpec<TServer>(server)
    where TServer : SharedMySql
{
    protected override (string Type, string Bad, int Line, string Column) Misfit => ("int) --", "two", 3, "n");

    [Fact]
    public async Task Every_kind_of_value_comes_back_as_it_went()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int, big bigint unsigned, dec65 decimal(65,30), b bit(9), d date, ts datetime(6), tm time(3), y year, e enum('a,b','c'), s set('x','y'), raw varbinary(20), j json, f double, g point)", database, Token);
        const string Text = "id,big,dec65,b,d,ts,tm,y,e,s,raw,j,f,g\n"
            + "1,18446744073709551615,12345678901234567890123456789012345.123456789012345678901234567891,257,2024-02-29,9999-12-31 23:59:59.999999,-838:59:59,2155,\"a,b\",\"x,y\",\\x00ff5c0a09,\"{\"\"a\"\": 1}\",1.5,"
            + "\\x000000000101000000000000000000f03f0000000000000040\n"
            + "2,,,,0000-00-00,,100:00:00.5,,,,\\x,,,\n";
        await LoadAsync(database, "t", Text, 2);
        Assert.Equal(Text, await UnloadAsync(database, new SqlRequest { Query = "SELECT * FROM t ORDER BY id" }));
    }

    [Fact]
    public async Task A_key_that_is_there_already_takes_everything_back()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (2)", database, Token);
        var error = await RefusalAsync(database, "t", "id\n1\n2\n3\n");
        Assert.Equal("CsvRejected", error.Id);
        Assert.Equal(1L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }

    [Fact]
    public async Task A_table_without_transactions_is_declined()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int) ENGINE = MyISAM", database, Token);
        var error = await RefusalAsync(database, "t", "id\n1\n");
        Assert.Equal("Declined", error.Id);
        Assert.Contains("InnoDB", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_off_loads_nothing()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int)", database, Token);
        Assert.Equal("CsvRejected", (await RefusalAsync(database, "t", "id\n1\n2\n\"3\n")).Id);
        Assert.Equal(0L, await Server.ScalarAsync("SELECT count(*) FROM t", database, Token));
    }
}
