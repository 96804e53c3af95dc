using DbaPS.Indexes;

namespace DbaPS.Tests.Indexes;

public sealed class IndexCoverageTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a b", "a", true)]
    [InlineData("a b", "b", false)]
    [InlineData("a b", "b a", false)]
    [InlineData("a", "a b", false)]
    [InlineData("a-", "a", true)]
    [InlineData("a- b-", "a b", true)]
    [InlineData("a b-", "a- b", true)]
    [InlineData("a b-", "a b", false)]
    [InlineData("a b- c", "a- b", true)]
    [InlineData("a!", "a", false)]
    [InlineData("a-!", "a", false)]
    [InlineData("a-!", "a!", true)]
    [InlineData("a", "a +b", false)]
    [InlineData("a +b", "a +b", true)]
    [InlineData("a b", "a +b", true)]
    [InlineData("b +a", "b", true)]
    [InlineData("a ?x", "a", false)]
    [InlineData("a", "a ?x", false)]
    [InlineData("a ?x", "a ?x", true)]
    [InlineData("a ?x", "a ?y", false)]
    [InlineData("a u", "a", true)]
    [InlineData("a", "a u", false)]
    [InlineData("a u", "a u", true)]
    [InlineData("a b u", "a u", false)]
    [InlineData("a invalid", "a", false)]
    [InlineData("a deferred u", "a u", false)]
    [InlineData("a:C", "a", false)]
    [InlineData("a", "a:C", false)]
    [InlineData("a:C", "a:C", true)]
    [InlineData("a/text_pattern_ops", "a", false)]
    [InlineData("a/text_pattern_ops", "a/text_pattern_ops", true)]
    public void An_index_serves_another(string existing, string wanted, bool expected) => Assert.Equal(expected, IndexCoverage.Covers(Index(existing), Index(wanted)));

    [Theory]
    [InlineData("gin", "a b", "b", IndexOrder.Any, true)]
    [InlineData("gin", "a b", "c", IndexOrder.Any, false)]
    [InlineData("hash", "a", "a", IndexOrder.Whole, true)]
    [InlineData("gist", "a b", "b", IndexOrder.Leading, false)]
    [InlineData("gist", "a b", "a", IndexOrder.Leading, true)]
    public void Order_means_what_the_method_makes_of_it(string method, string existing, string wanted, IndexOrder order, bool expected) =>
        Assert.Equal(expected, IndexCoverage.Covers(Index(existing) with { Method = method, Order = order }, Index(wanted) with { Method = method, Order = order }));

    [Fact]
    public void Another_method_never_serves() => Assert.False(IndexCoverage.Covers(Index("a") with { Method = "hash" }, Index("a")));

    [Fact]
    public void A_collation_given_by_name_may_be_the_columns_own()
    {
        var key = new IndexKey { Expression = "a", IsColumn = true, Collation = "de", IsUsualCollation = true };
        Assert.True(IndexCoverage.Covers(Index("a") with { Keys = [key] }, Index("a:de")));
        Assert.True(IndexCoverage.Covers(Index("a") with { Keys = [key] }, Index("a")));
        Assert.False(IndexCoverage.Covers(Index("a") with { Keys = [key with { IsUsualCollation = false }] }, Index("a")));
    }

    [Fact]
    public void A_whole_index_is_told_from_a_partial_one()
    {
        Assert.True(IndexCoverage.CoversWithMoreRows(Index("a b"), Index("a ?x")));
        Assert.False(IndexCoverage.CoversWithMoreRows(Index("a ?y"), Index("a ?x")));
        Assert.False(IndexCoverage.CoversWithMoreRows(Index("a"), Index("a")));
    }

    [Theory]
    [InlineData("a b", "a b", true)]
    [InlineData("a invalid", "a", true)]
    [InlineData("a b", "a", false)]
    [InlineData("a-", "a", false)]
    [InlineData("a u", "a", false)]
    [InlineData("a +b", "a", false)]
    [InlineData("a +b +c", "a +c +b", true)]
    public void The_same_index_is_known_again(string left, string right, bool expected) => Assert.Equal(expected, IndexCoverage.IsSame(Index(left), Index(right)));

    /// <summary>Keys by name: - descending, ! the other nulls, :collation, /operator class; +include, ?predicate, u unique, invalid, deferred.</summary>
    private static IndexShape Index(string text)
    {
        var shape = new IndexShape { Index = text, Method = "btree", Keys = [] };
        foreach (var word in text.Split(' '))
        {
            shape = word switch
            {
                "u" => shape with { IsUnique = true },
                "invalid" => shape with { IsValid = false },
                "deferred" => shape with { IsImmediate = false },
                ['+', .. var name] => shape with { Include = [.. shape.Include, name] },
                ['?', .. var predicate] => shape with { Where = predicate },
                _ => shape with { Keys = [.. shape.Keys, Key(word)] },
            };
        }
        return shape;
    }

    private static IndexKey Key(string word)
    {
        var descending = word.Contains('-', StringComparison.Ordinal);
        var collation = word.Split(':') is [_, var c] ? c : null;
        var operators = word.Split('/') is [_, var o] ? o : null;
        return new IndexKey
        {
            Expression = word[..1],
            IsColumn = true,
            Collation = collation,
            IsUsualCollation = collation is null,
            OperatorClass = operators,
            IsUsualOperatorClass = operators is null,
            Descending = descending,
            NullsFirst = descending ^ word.Contains('!', StringComparison.Ordinal),
        };
    }
}
