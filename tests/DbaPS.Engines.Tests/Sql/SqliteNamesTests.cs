using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace DbaPS.Engines.Tests.Sql;

public sealed class SqliteNamesTests
{
    private static readonly string[] Hostile =
    [
        "plain", "select", "Order By", "", " ", "a\"b", "\"", "\"\"", "a'b", "a`b", "[a]", "a\nb", "a\r\nb", "--", "/*", "$$", "; DROP TABLE t; --", "?1", "@p", ":p", "%",
        "😀", "é", "e\u0301", "\u202Eabc\u202C", "שלום", "x\u00A0y", "\uFFFD", new('n', 63), new('ü', 200), "\\", "\t", "0", "1a", "sqlite", "rowid", "\u0001",
    ];

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_name_comes_back_from_the_catalogue_as_it_was()
    {
        await using var session = await MemoryAsync();
        using var link = session.OpenLink(Token);
        Assert.All(Hostile.Where(n => n.Length > 0), name => RoundTrip(link, name));
    }

    [Fact]
    public async Task Random_names_come_back_as_they_were()
    {
        await using var session = await MemoryAsync();
        using var link = session.OpenLink(Token);
        Prop.ForAll(
            Generators.Name(),
            name =>
            {
                RoundTrip(link, name);
                return true;
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Any_text_comes_back_from_its_literal()
    {
        await using var session = await MemoryAsync();
        using var link = session.OpenLink(Token);
        Assert.All(Hostile, text => Assert.Equal(text, link.Scalar($"SELECT {SqliteNames.Literal(text)}")));
    }

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("Total_2", "Total_2")]
    [InlineData("order", "\"order\"")]
    [InlineData("2nd", "\"2nd\"")]
    [InlineData("a b", "\"a b\"")]
    public void Plain_names_stay_bare(string name, string written) => Assert.Equal(written, SqliteNames.QuoteIfNeeded(name));

    [Fact]
    public void A_name_that_no_table_can_have_is_refused()
    {
        // In the code, not as test data: xUnit would repair the broken texts.
        string[] impossible = ["a\0b", "a\uD83D", "\uFFFD\uDE00", "\uDE00\uD83D"];
        Assert.All(impossible, name => Assert.Equal("InvalidParameter", Assert.Throws<DbaException>(() => SqliteNames.Quote(name)).Error.Id));
        Assert.Equal("\"a\uFFFD😀\"", SqliteNames.Quote("a\uFFFD😀"));
    }

    private static void RoundTrip(SqliteLink link, string name)
    {
        var table = "t" + name;
        link.Execute($"CREATE TABLE {SqliteNames.Qualify("main", table)} ({SqliteNames.Quote(name)} INTEGER DEFAULT 7)");
        link.Execute($"INSERT INTO {SqliteNames.QuoteIfNeeded(table)} DEFAULT VALUES");
        Assert.Equal(table, link.Scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid DESC LIMIT 1"));
        Assert.Equal(name, link.Scalar("SELECT name FROM pragma_table_xinfo(@table)", ("table", table)));
        Assert.Equal(7L, link.Scalar($"SELECT {SqliteNames.QuoteIfNeeded(name)} FROM {SqliteNames.Quote(table)}"));
        link.Execute($"DROP TABLE {SqliteNames.Quote(table)}");
    }

    private async Task<SqliteSession> MemoryAsync() => await SqliteSession.OpenAsync(ServerAddress.Parse("sqlite::memory:"), new ConnectOptions(), Token);

    private static class Generators
    {
        /// <summary>Names that SQLite can hold: no NUL, no half surrogate pair.</summary>
        public static Arbitrary<string> Name() => ArbMap.Default.ArbFor<NonEmptyString>()
            .Convert(t => string.Concat(t.Get.EnumerateRunes().Where(r => r.Value != 0)) is { Length: > 0 } name ? name : "x", NonEmptyString.NewNonEmptyString);
    }
}
