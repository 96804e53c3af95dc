using DbaPS.Indexes;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

/// <summary>Get-DbaIndex on MySQL and MariaDB.</summary>
public abstract class MySqlIndexSpec<TServer>(TServer server) : IndexSpec<TServer>(server)
    where TServer : SharedMySql
{
    protected override string TextType => "varchar(100)";

    protected override bool HasPartialIndexes => false;

    [Fact]
    public async Task Shows_prefixes_full_text_hidden_ones_and_makes_each_again()
    {
        var database = Server.CreateDatabase();
        var hidden = Server.Product.IsMariaDb ? "IGNORED" : "INVISIBLE";
        await Server.ExecuteAsync($"""
            CREATE TABLE t (id int PRIMARY KEY, body text, p point NOT NULL, `odd ``name` int, n int);
            CREATE INDEX by_start ON t (body(10), n DESC);
            CREATE FULLTEXT INDEX words ON t (body);
            CREATE SPATIAL INDEX places ON t (p);
            CREATE INDEX `of odd` ON t (`odd ``name`) {hidden};
            """, database, Token);
        if (!Server.Product.IsMariaDb)
        {
            await Server.ExecuteAsync("CREATE INDEX by_expression ON t ((lower(left(`body`, 20))), n)", database, Token);
        }
        var listed = (await ListAsync(database)).ToDictionary(i => i.Index);
        Assert.Equal(["body(10)", "n DESC"], listed["by_start"].Columns);
        Assert.Equal(["fulltext", "spatial", "btree"], ((string[])["words", "places", "by_start"]).Select(i => listed[i].Method));
        Assert.Equal(["`odd ``name`"], listed["of odd"].Columns);
        Assert.Equal((true, false), (listed["by_start"].IsVisible, listed["of odd"].IsVisible));
        foreach (var index in listed.Values.Where(i => !i.IsPrimary))
        {
            await Server.ExecuteAsync($"DROP INDEX `{index.Index.Replace("`", "``", StringComparison.Ordinal)}` ON t", database, Token);
            await Server.ExecuteAsync(index.CreateSql, database, Token);
        }
        var again = (await ListAsync(database)).ToDictionary(i => i.Index);
        Assert.Equal(listed.Values.Select(i => i.CreateSql), again.Values.Select(i => i.CreateSql));
    }

    protected override void Verify(IReadOnlyList<DbaIndex> listed)
    {
        Assert.Equal(4, listed.Count);
        Assert.All(listed, i => Assert.Equal("btree", i.Method));
        Assert.All(listed, i => Assert.True(i.SizeBytes > 0));
        Assert.True(Assert.Single(listed, i => i.IsPrimary).IsConstraint);
    }
}
