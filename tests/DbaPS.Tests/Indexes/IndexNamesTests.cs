using System.Text;
using DbaPS.Indexes;
using DbaPS.Tests.Digests;

namespace DbaPS.Tests.Indexes;

public sealed class IndexNamesTests
{
    [Fact]
    public void Names_say_table_and_columns() => Assert.Equal("orders_customer_id_expr_idx", IndexNames.Make("orders", ["customer_id", null], false, _ => false, 63));

    [Fact]
    public void A_taken_name_gets_a_number() => Assert.Equal("t_a_key2", IndexNames.Make("t", ["a"], true, n => n is "t_a_key" or "t_a_key1", 63));

    [Fact]
    public void Any_names_fit_and_stay_whole_characters() => Holds.For<(string Table, string[] Columns, byte Taken)>(x =>
    {
        var left = (int)x.Taken;
        var name = IndexNames.Make(Clean(x.Table) + "tëst😀", (x.Columns ?? []).Select(Clean).Append("日本語日本語日本語日本語日本語日本語日本語"), false, _ => left-- > 0, 63);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 63);
        Assert.Equal(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
        Assert.EndsWith(x.Taken == 0 ? "_idx" : $"_idx{x.Taken}", name, StringComparison.Ordinal);

        static string Clean(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
    });
}
