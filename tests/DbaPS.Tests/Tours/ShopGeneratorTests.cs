using System.Security.Cryptography;
using DbaPS.Tours;

namespace DbaPS.Tests.Tours;

public sealed class ShopGeneratorTests
{
    [Fact]
    public void The_shop_is_the_same_on_every_run()
    {
        using var folder = new TemporaryFolder();
        var generator = new ShopGenerator(folder.Path);
        var files = generator.Write(TestContext.Current.CancellationToken);

        Assert.Equal(["customer", "product", "orders", "order_line"], files.Select(f => f.Table));
        Assert.Equal(generator.Rows, files.Sum(f => File.ReadLines(f.File).Count() - 1L));
        Assert.InRange(generator.Rows, 100_000, 500_000);
        Assert.Equal("14677BCB4C1438CB559C018AA4A61397", string.Concat(files.Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f.File)))[..8])));
    }

    [Fact]
    public void A_few_customers_have_most_of_the_orders()
    {
        using var folder = new TemporaryFolder();
        var orders = new ShopGenerator(folder.Path).Write(TestContext.Current.CancellationToken).Single(f => f.Table == "orders").File;
        var perCustomer = File.ReadLines(orders).Skip(1).CountBy(l => l.Split(',')[1]).Select(c => c.Value).OrderDescending().ToList();
        Assert.True(perCustomer.Take(perCustomer.Count / 10).Sum() > perCustomer.Sum() / 2);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("dbaps-shop-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
