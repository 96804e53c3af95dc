using DbaPS.Indexes;
using DbaPS.Testing.Servers;
using Npgsql;

namespace DbaPS.Engines.Tests.Indexes;

/// <summary>Get-DbaIndex on PostgreSQL.</summary>
public abstract class PostgreSqlIndexSpec<TServer>(TServer server) : IndexSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    /// <summary>What CREATE INDEX was given, and the columns shown, separated by bars.</summary>
    private static readonly (string Definition, string Columns)[] Keys =
    [
        ("(a)", "a"),
        ("(a, b)", "a|b"),
        ("(a DESC)", "a DESC"),
        ("(a ASC NULLS FIRST)", "a NULLS FIRST"),
        ("(a DESC NULLS LAST)", "a DESC NULLS LAST"),
        ("(a DESC NULLS FIRST)", "a DESC"),
        ("(c text_pattern_ops)", "c text_pattern_ops"),
        ("(c COLLATE \"C\")", "c COLLATE \"C\""),
        ("(c COLLATE \"C\" text_pattern_ops DESC)", "c COLLATE \"C\" text_pattern_ops DESC"),
        ("(lower(c))", "lower(c)"),
        ("((a + b) DESC, c)", "(a + b) DESC|c"),
        ("(\"Mixed \"\"Case\"\"\")", "\"Mixed \"\"Case\"\"\""),
        ("(v)", "v"),
        ("(p COLLATE \"POSIX\")", "p"),
        ("USING hash (c)", "c"),
        ("USING gin (j jsonb_path_ops)", "j jsonb_path_ops"),
        ("USING gist (ts tsvector_ops (siglen='100'))", "ts tsvector_ops(siglen=100)"),
        ("USING brin (a int4_minmax_multi_ops)", "a int4_minmax_multi_ops"),
    ];

    [Fact]
    public async Task Writes_a_key_as_it_was_given()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (a int, b int, c text, v varchar(10), p text COLLATE \"POSIX\", j jsonb, ts tsvector, \"Mixed \"\"Case\"\"\" int)", database, Token);
        await Server.ExecuteAsync(string.Join(";", Keys.Select((key, n) => $"CREATE INDEX i{n} ON t {key.Definition}")), database, Token);
        var listed = (await ListAsync(database)).ToDictionary(i => i.Index);
        Assert.Equal(Keys.Select((key, n) => $"i{n}: {key.Columns}"), Keys.Select((_, n) => $"i{n}: {string.Join("|", listed[$"i{n}"].Columns)}"));

        // What is shown makes the same index again.
        await Server.ExecuteAsync(string.Join(";", listed.Values.Select(i => $"CREATE INDEX again_{i.Index} ON t USING {i.Method} ({string.Join(", ", i.Columns)})")), database, Token);
        var again = (await ListAsync(database, new IndexListRequest { Index = ["again_*"] })).ToDictionary(i => i.Index);
        Assert.All(listed.Values, i => Assert.Equal(i.CreateSql.Replace($"INDEX {i.Index} ON", $"INDEX again_{i.Index} ON", StringComparison.Ordinal), again[$"again_{i.Index}"].CreateSql));
    }

    /// <summary>A rebuild gives back what was estimated, to a tenth of the index's size, and what pgstattuple measures says the same, to 15 hundredths.</summary>
    [Theory]
    [InlineData("int", "n", "(k)", "n % 5 <> 0")]
    [InlineData("bigint", "n", "(k)", "n > 30000")]
    [InlineData("text", "md5(n::text)", "(k)", "n % 5 <> 0")]
    [InlineData("uuid", "md5(n::text)::uuid", "(k)", "n % 3 <> 0")]
    [InlineData("int", "n % 50", "(k)", "n % 5 <> 0")]
    [InlineData("int", "nullif(n % 2, 0) * n", "(k, id)", "n % 5 <> 0")]
    [InlineData("numeric", "n * 1.5", "(k) WITH (fillfactor = 70)", "n % 5 <> 0")]
    [InlineData("text", "'customer-' || n", "(lower(k))", "n % 5 <> 0")]
    [InlineData("int", "n", "(k)", "false")]
    public async Task Estimates_what_a_rebuild_gives_back(string type, string value, string key, string deleted)
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync(
            $"CREATE TABLE t (id int, n int, k {type}) WITH (autovacuum_enabled = off); INSERT INTO t SELECT n, n, {value} FROM generate_series(1, 100000) AS n; CREATE INDEX i ON t {key}; DELETE FROM t WHERE {deleted}",
            database, Token);
        await Server.ExecuteAsync("VACUUM ANALYZE t", database, Token);
        var before = await EstimatedAsync(database, "i");

        long? measured = null;
        if (Server.Server.HasContrib)
        {
            await Server.ExecuteAsync("CREATE EXTENSION pgstattuple", database, Token);
            measured = Convert.ToInt64(await Server.ScalarAsync(
                "SELECT 8192 * (empty_pages + deleted_pages + leaf_pages * (1 - avg_leaf_density / coalesce((SELECT substring(reloptions::text FROM 'fillfactor=(\\d+)')::int FROM pg_class WHERE relname = 'i'), 90))) FROM pgstatindex('i')",
                database, Token), System.Globalization.CultureInfo.InvariantCulture);
        }
        await Server.ExecuteAsync("REINDEX INDEX i; ANALYZE t", database, Token);
        var after = await EstimatedAsync(database, "i");

        var given = before.SizeBytes!.Value - after.SizeBytes!.Value;
        Assert.InRange(before.BloatBytes!.Value - given, -0.1 * before.SizeBytes.Value, 0.1 * before.SizeBytes.Value);
        Assert.InRange(after.BloatBytes!.Value, 0, 0.1 * after.SizeBytes.Value);
        if (measured is { } bytes)
        {
            Assert.InRange(before.BloatBytes.Value - bytes, -0.15 * before.SizeBytes.Value, 0.15 * before.SizeBytes.Value);
        }
    }

    [Fact]
    public async Task Bloat_is_unknown_without_statistics_and_with_stale_ones()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY) WITH (autovacuum_enabled = off); CREATE INDEX h ON t USING hash (id); INSERT INTO t SELECT n FROM generate_series(1, 10000) AS n", database, Token);
        Assert.All(await ListAsync(database), i => Assert.Null(i.BloatBytes));
        await Server.ExecuteAsync("ANALYZE t", database, Token);
        Assert.NotNull((await EstimatedAsync(database, "t_pkey")).BloatBytes);
        Assert.Null((await ListAsync(database)).Single(i => i.Index == "h").BloatBytes);
        await Server.ExecuteAsync("INSERT INTO t SELECT n FROM generate_series(10001, 30000) AS n", database, Token);
        // The counters of other sessions come with a delay.
        while ((await ListAsync(database)).Single(i => i.Index == "t_pkey").BloatBytes is not null)
        {
            await Task.Delay(50, Token);
        }
    }

    [Fact]
    public async Task Counts_use_since_a_known_moment()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync(""""
            CREATE TABLE t (id int PRIMARY KEY, x int) ; INSERT INTO t SELECT n, n FROM generate_series(1, 1000) AS n; CREATE INDEX unused ON t (x);
            """", database, Token);
        // What the first connection wrote must be counted before the reset, or it is counted after.
        while ((await ListAsync(database)).Single(i => i.IsPrimary).Writes < 1000)
        {
            await Task.Delay(20, Token);
        }
        await Server.ExecuteAsync("SELECT pg_stat_reset()", database, Token);
        await using (var connection = await Server.Server.OpenAsync(database, Token))
        {
            await using var use = new NpgsqlCommand("SET enable_seqscan = off; SELECT * FROM t WHERE id = 7; UPDATE t SET x = 0 WHERE id <= 10; SELECT * FROM t WHERE id = 8", connection);
            await use.ExecuteNonQueryAsync(Token);
        }

        // The counters arrive when the connection has closed, which may be a moment later.
        IReadOnlyList<DbaIndex> listed;
        do
        {
            listed = await ListAsync(database);
        }
        while (listed.Single(i => i.IsPrimary) is { Scans: < 3 } or { Writes: 0 });

        var key = listed.Single(i => i.IsPrimary);
        Assert.Equal((3, 10, 0.3), (key.Scans, key.Writes, key.ReadsPerWrite));
        Assert.Equal(0, listed.Single(i => i.Index == "unused").Scans);
        Assert.InRange(key.StatsSince!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(Server.Server.Major >= 16, key.LastUsed is not null);
        Assert.Null(listed.Single(i => i.Index == "unused").LastUsed);
    }

    [Fact]
    public async Task Shows_what_an_interrupted_build_left_behind()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (x int); INSERT INTO t VALUES (1), (1)", database, Token);
        await Assert.ThrowsAsync<PostgresException>(() => Server.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (x)", database, Token));
        Assert.False(Assert.Single(await ListAsync(database)).IsValid);
    }

    [Fact]
    public async Task Sums_the_parts_of_a_partitioned_index()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync(""""
            CREATE TABLE s (id int) PARTITION BY RANGE (id); CREATE TABLE s1 PARTITION OF s FOR VALUES FROM (0) TO (100); CREATE TABLE s2 PARTITION OF s FOR VALUES FROM (100) TO (200);
            CREATE INDEX whole ON s (id); INSERT INTO s SELECT n FROM generate_series(0, 199) AS n
            """", database, Token);
        var listed = await ListAsync(database);
        Assert.Equal(3, listed.Count);
        Assert.Equal(listed.Where(i => i.Index != "whole").Sum(i => i.SizeBytes), listed.Single(i => i.Index == "whole").SizeBytes);
    }

    [Fact]
    public async Task Names_the_columns_an_index_carries()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (a int, b int, \"C c\" text); CREATE INDEX i ON t (a) INCLUDE (b, \"C c\") WHERE b > 0", database, Token);
        var found = Assert.Single(await ListAsync(database));
        Assert.Equal(["a"], found.Columns);
        Assert.Equal(["b", "\"C c\""], found.Include);
        Assert.Equal("b > 0", found.Where);
    }

    [Fact]
    public async Task Knows_the_index_of_an_exclusion()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (r int4range, EXCLUDE USING gist (r WITH &&))", database, Token);
        var found = Assert.Single(await ListAsync(database));
        Assert.Equal(("gist", true, false), (found.Method, found.IsConstraint, found.IsUnique));
    }

    protected override void Verify(IReadOnlyList<DbaIndex> listed)
    {
        Assert.Equal(5, listed.Count);
        Assert.All(listed, i => Assert.Equal(("public", "btree"), (i.Schema, i.Method)));
        Assert.All(listed, i => Assert.True(i.SizeBytes > 0));
        Assert.Equal("orders_pkey", Assert.Single(listed, i => i.IsPrimary).Index);
        Assert.Empty(listed[0].Include);
    }

    /// <summary>The index once its size is estimated: what an ANALYZE has counted comes with a delay.</summary>
    private async Task<DbaIndex> EstimatedAsync(string database, string index)
    {
        for (var patience = 300; ; patience--)
        {
            var found = (await ListAsync(database)).Single(i => i.Index == index);
            if (found.BloatBytes is not null || patience == 0)
            {
                return found;
            }
            await Task.Delay(100, Token);
        }
    }
}
