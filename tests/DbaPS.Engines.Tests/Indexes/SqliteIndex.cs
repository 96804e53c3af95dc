using DbaPS.Indexes;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Indexes;

public sealed class SqliteIndex(SqliteServer server) : IndexSpec<SqliteServer>(server)
{
    /// <summary>What CREATE INDEX was given, the columns shown (separated by bars) and the predicate shown.</summary>
    private static readonly (string Definition, string Columns, string? Where)[] Keys =
    [
        ("(a)", "a", null),
        ("(a DESC, b ASC)", "a DESC|b", null),
        ("(c)", "c", null),
        ("(a COLLATE NOCASE)", "a COLLATE NOCASE", null),
        ("(c COLLATE BINARY DESC)", "c COLLATE BINARY DESC", null),
        ("(\"Mixed, \"\"Case\")", "\"Mixed, \"\"Case\"", null),
        ("([order] , `b`)", "\"order\"|b", null),
        ("(lower(a), b)", "lower(a)|b", null),
        ("(coalesce(a, ')') || \"b\" /* , */ DESC)", "coalesce(a, ')') || \"b\" /* , */ DESC", null),
        ("(a) WHERE b > 0 -- why", "a", "b > 0"),
        ("(a /* where */) where (b IS NOT NULL) AND c = 'it''s (so'", "a", "(b IS NOT NULL) AND c = 'it''s (so'"),
    ];

    [Fact]
    public async Task Writes_a_key_as_it_was_given()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (a TEXT, b INTEGER, c TEXT COLLATE NOCASE, \"order\" INTEGER, \"Mixed, \"\"Case\" TEXT)", database, Token);
        await Server.ExecuteAsync(string.Join("\n;", Keys.Select((key, n) => $"CREATE INDEX i{n} ON t {key.Definition}")), database, Token);

        var listed = (await ListAsync(database)).ToDictionary(i => i.Index);

        Assert.Equal(Keys.Select((key, n) => $"i{n}: {key.Columns} [{key.Where}]"), Keys.Select((_, n) => $"i{n}: {string.Join("|", listed[$"i{n}"].Columns)} [{listed[$"i{n}"].Where}]"));
    }

    [Fact]
    public async Task The_key_of_a_table_without_rowid_is_an_index()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync("CREATE TABLE t (a TEXT, b INTEGER, PRIMARY KEY (b, a)) WITHOUT ROWID; CREATE TABLE u (id INTEGER PRIMARY KEY)", database, Token);
        var key = Assert.Single(await ListAsync(database));
        Assert.Equal((true, true, true), (key.IsPrimary, key.IsUnique, key.IsConstraint));
        Assert.Equal(["b", "a"], key.Columns);
        Assert.StartsWith("CREATE TABLE t", key.CreateSql, StringComparison.Ordinal);
    }

    protected override void Verify(IReadOnlyList<DbaIndex> listed)
    {
        Assert.Equal(5, listed.Count);
        Assert.All(listed, i => Assert.Equal(("main", "btree"), (i.Schema, i.Method)));
        Assert.All(listed, i => Assert.Null(i.SizeBytes));
        Assert.All(listed, i => Assert.Null(i.Scans));
        Assert.Equal("sqlite_autoindex_orders_1", Assert.Single(listed, i => i.IsPrimary).Index);
    }
}
