using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Sql;
using DbaPS.Tests.Digests;

namespace DbaPS.Tests.Indexes;

public sealed class IndexColumnTests
{
    private static readonly string[] Columns = ["id", "Name", "e mail", "placed_at", "data"];

    [Theory]
    [InlineData("id", "id|||False|")]
    [InlineData("ID desc", "id|||True|")]
    [InlineData("\"Name\" DESC NULLS LAST", "Name|||True|False")]
    [InlineData("name", "Name|||False|")]
    [InlineData("e mail", "e mail|||False|")]
    [InlineData("\"e mail\" asc nulls first", "e mail|||False|True")]
    [InlineData("name collate \"de-x-icu\" text_pattern_ops", "Name|de-x-icu|text_pattern_ops|False|")]
    [InlineData("name COLLATE pg_catalog.\"C\"", "Name|pg_catalog.C||False|")]
    [InlineData("(lower(name)) desc", "=lower(name)|||True|")]
    [InlineData("lower(name)", "=lower(name)|||False|")]
    [InlineData("public.f(name, 1) text_ops", "=public.f(name, 1)||text_ops|False|")]
    [InlineData("((data ->> 'a'))", "=(data ->> 'a')|||False|")]
    [InlineData("data gin_x(siglen = '32')", "data||gin_x(siglen = '32')|False|")]
    public void A_column_is_taken_apart(string text, string expected)
    {
        var column = IndexColumn.Parse(text, Columns, SqlDialect.PostgreSql);
        Assert.Equal(expected, $"{column.Name ?? "=" + column.Expression}|{string.Join('.', column.Collation)}|{string.Join('.', column.OperatorClass)}"
            + $"{(column.OperatorClassParameters is { } p ? $"({p})" : "")}|{column.Descending}|{column.NullsFirst}");
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("\"name\"")]
    [InlineData("id; drop table t")]
    [InlineData("(id); drop table t")]
    [InlineData("(id")]
    [InlineData("id)")]
    [InlineData("(id) -- x")]
    [InlineData("(id /* x */)")]
    [InlineData("('x)")]
    [InlineData("()")]
    [InlineData("")]
    [InlineData("id + 1")]
    [InlineData("id, name")]
    [InlineData("id nulls")]
    [InlineData("($1)")]
    [InlineData("'id'")]
    public void What_is_no_column_is_refused(string text) => Assert.Throws<DbaException>(() => IndexColumn.Parse(text, Columns, SqlDialect.PostgreSql));

    [Fact]
    public void No_text_gets_past_its_place() => Holds.For<string>(text =>
    {
        try
        {
            var column = IndexColumn.Parse(text ?? "", [], SqlDialect.PostgreSql);
            Assert.Single(StatementSplitter.Split($"select ({column.Expression})", SqlDialect.PostgreSql));
        }
        catch (DbaException)
        {
        }
    });
}
