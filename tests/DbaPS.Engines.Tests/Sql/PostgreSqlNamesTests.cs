using System.Text;
using DbaPS.PostgreSql;
using DbaPS.Testing.Servers;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace DbaPS.Engines.Tests.Sql;

/// <summary>Names and texts written into statements arrive on a live server as they were.</summary>
public sealed class PostgreSqlNamesTests(PostgreSql15 server) : IClassFixture<PostgreSql15>
{
    private static readonly string[] Pieces =
        ["\"", "\"\"", "'", "''", "\\", "\\'", "\n", "\r\n", "\t", "$$", "$x$", ";", "--", "/*", "*/", "%", "%s", "{0}", ":a", "@p", "?", " ", ".", "é", "ß", "😀", "👩‍👩‍👧", "שלום", "مرحبا", "\u202e", "日本", "select", "a", "Z"];

    private static readonly string[] Awkward =
    [
        "select", "user", "table", "Order", "MiXeD", "1st", " ", "  two  ", "\"", "\"\"\"", "'", "a.b", "a\"; DROP TABLE x; --", "line\nbreak", "$$", "$tag$", "\\", "\\n", "%", "@p", ":x",
        "😀", "שולחן", "جدول", "\u202eabc", "e\u0301", new string('x', 63), new string('é', 31) + "x", string.Concat(Enumerable.Repeat("😀", 15)) + "abc",
    ];

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    private static Gen<string> Texts => Gen.Elements(Pieces).NonEmptyListOf().Select(string.Concat);

    [Fact]
    public async Task A_quoted_name_is_kept_whole()
    {
        var database = server.CreateDatabase();
        await using var connection = await server.Server.OpenAsync(database, Token);
        foreach (var name in Awkward.Concat(Texts.Where(PostgreSqlNames.Fits).Sample(150, 30)).Distinct())
        {
            Assert.True(PostgreSqlNames.Fits(name));
            await using var command = new NpgsqlCommand($"CREATE TABLE {PostgreSqlNames.Quote("public", name)} ({PostgreSqlNames.Quote(name)} int)", connection);
            await command.ExecuteNonQueryAsync(Token);
            await using var asked = new NpgsqlCommand("SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE relname = $1 AND attname = $1", connection);
            asked.Parameters.Add(new NpgsqlParameter { Value = name });
            Assert.Equal(1L, await asked.ExecuteScalarAsync(Token));
            command.CommandText = $"DROP TABLE {PostgreSqlNames.Quote(name)}";
            await command.ExecuteNonQueryAsync(Token);
        }
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task A_literal_is_the_text_under_every_setting(string standardStrings)
    {
        await using var connection = await server.Server.OpenAsync(cancellationToken: Token);
        await using var setting = new NpgsqlCommand($"SET standard_conforming_strings = {standardStrings}; SET escape_string_warning = off", connection);
        await setting.ExecuteNonQueryAsync(Token);
        foreach (var text in Awkward.Append("").Concat(Texts.Sample(200, 200)))
        {
            // A batch, because the driver looks for parameters and semicolons in a command's text.
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand($"SELECT {PostgreSqlNames.Literal(text)}::text") } };
            Assert.Equal(text, await batch.ExecuteScalarAsync(Token));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_no_name_can_be_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => PostgreSqlNames.Quote(name));
    }

    [Fact]
    public void A_text_with_a_zero_character_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PostgreSqlNames.Literal("a\0b"));
    }

    [Fact]
    public void Names_are_measured_in_bytes()
    {
        Assert.True(PostgreSqlNames.Fits(new string('x', 63)));
        Assert.False(PostgreSqlNames.Fits(new string('x', 64)));
        Assert.False(PostgreSqlNames.Fits(new string('é', 32)));
        Assert.Equal(64, Encoding.UTF8.GetByteCount(new string('é', 32)));
    }
}
