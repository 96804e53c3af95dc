using DbaPS.Sql;
using DbaPS.Tests.Digests;
using FsCheck.Fluent;

namespace DbaPS.Tests.Sql;

public sealed class SqlLexerTests
{
    private static readonly SqlDialect[] Dialects = [SqlDialect.Standard, SqlDialect.PostgreSql, SqlDialect.Sqlite, SqlDialect.MySql, SqlDialect.SqlServer];

    [Fact]
    public void Tokens_tile_any_text_and_know_their_lines() => Holds.For<string>(text =>
    {
        foreach (var dialect in Dialects)
        {
            AssertTiles(text ?? "", dialect);
        }
    });

    [Fact]
    public void Tokens_tile_any_mix_of_sql_fragments()
    {
        string[] pieces = ["'", "''", "\"", "`", "[", "]", "$$", "$a$", "$1", "?", "?1", ":x", "::", ":=", "@x", "@@x", "/*", "*/", "--", "\n", " ", "#", "E'", "\\", "\\'", "U&'", "U&\"",
            "0x", "1e", "1e+", "1..2", ".5", "-", "+", "=-1", "<@", "select", "é", "😀", ";", "(", ")", "\0", "\r"];
        Holds.Over(Gen.Elements(pieces).ListOf().Select(p => string.Concat(p)).ToArbitrary(), text =>
        {
            foreach (var dialect in Dialects)
            {
                AssertTiles(text, dialect);
            }
        });
    }

    [Theory]
    [InlineData(SqlDialect.PostgreSql, "a$b$c", "Word:a$b$c")]
    [InlineData(SqlDialect.PostgreSql, "$a$x;'$b$ $a$y", "String:$a$x;'$b$ $a$|Word:y")]
    [InlineData(SqlDialect.PostgreSql, "$$x", "String!:$$x")]
    [InlineData(SqlDialect.PostgreSql, "$1+$2", "Parameter:$1|Operator:+|Parameter:$2")]
    [InlineData(SqlDialect.PostgreSql, "/* a /* b */ c */d", "BlockComment:/* a /* b */ c */|Word:d")]
    [InlineData(SqlDialect.Sqlite, "/* a /* b */ c", "BlockComment:/* a /* b */|Word:c")]
    [InlineData(SqlDialect.PostgreSql, @"E'a\'b' c", @"String:E'a\'b'|Word:c")]
    [InlineData(SqlDialect.PostgreSql, @"'a\' b", @"String:'a\'|Word:b")]
    [InlineData(SqlDialect.PostgreSql, "E'a'\n'b\\'c' d", "String:E'a'|String:'b\\'c'|Word:d")]
    [InlineData(SqlDialect.MySql, @"'a\' b' c", @"String:'a\' b'|Word:c")]
    [InlineData(SqlDialect.MySql, "\"a\" `b``c` # x\n--1", "String:\"a\"|QuotedIdentifier:`b``c`|LineComment:# x|Operator:-|Operator:-|Number:1")]
    [InlineData(SqlDialect.Sqlite, "[a]]b] \"c\"\"d\" $x ?12 :y @z", "QuotedIdentifier:[a]]b]|QuotedIdentifier:\"c\"\"d\"|Parameter:$x|Parameter:?12|Parameter::y|Parameter:@z")]
    [InlineData(SqlDialect.PostgreSql, "x::int a[1:n] :p := 3", "Word:x|Operator:::|Word:int|Word:a|Punctuation:[|Number:1|Operator::|Word:n|Punctuation:]|Parameter::p|Operator::=|Number:3")]
    [InlineData(SqlDialect.PostgreSql, "a=-1 b->>'c' d @> e ?| f", "Word:a|Operator:=|Operator:-|Number:1|Word:b|Operator:->>|String:'c'|Word:d|Operator:@>|Word:e|Operator:?||Word:f")]
    [InlineData(SqlDialect.PostgreSql, "1.5e-3 .5 1..10 0xFF 1_000 1e", "Number:1.5e-3|Number:.5|Number:1|Punctuation:.|Number:.10|Number:0xFF|Number:1_000|Number:1|Word:e")]
    [InlineData(SqlDialect.PostgreSql, "U&'d\\0061' U&\"d\" B'01' x'ff' user", "String:U&'d\\0061'|QuotedIdentifier:U&\"d\"|String:B'01'|String:x'ff'|Word:user")]
    [InlineData(SqlDialect.SqlServer, "#t ##g @@rowcount N'é'", "Word:#t|Word:##g|Parameter:@@rowcount|String:N'é'")]
    [InlineData(SqlDialect.PostgreSql, "a--b\nc*/*x*/d", "Word:a|LineComment:--b|Word:c|Operator:*|BlockComment:/*x*/|Word:d")]
    [InlineData(SqlDialect.PostgreSql, "select 'abc", "Word:select|String!:'abc")]
    [InlineData(SqlDialect.PostgreSql, "\\d x", "Other:\\|Word:d|Word:x")]
    public void Reads_each_dialect(SqlDialect dialect, string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SqlLexer.Read(text, dialect).Where(t => t.Kind != SqlTokenKind.Whitespace)
            .Select(t => $"{t.Kind}{(t.IsTerminated ? "" : "!")}:{t.In(text)}")));

    private static void AssertTiles(string text, SqlDialect dialect)
    {
        var position = 0;
        foreach (var token in SqlLexer.Read(text, dialect))
        {
            Assert.Equal(position, token.Start);
            Assert.True(token.End > token.Start);
            Assert.Equal(1 + text.AsSpan(0, token.Start).Count('\n'), token.Line);
            position = token.End;
        }
        Assert.Equal(text.Length, position);
    }
}
