using System.Globalization;
using System.Text;

namespace DbaPS.Tours;

/// <summary>
/// Writes the tour's shop as CSV files, the same bytes on every run: few customers and products with most of the trade (Zipf), texts of
/// very different length, busy and quiet hours. Made up throughout; any likeness is chance.
/// </summary>
internal sealed class ShopGenerator
{
    private const int Customers = 6_000;
    private const int Products = 1_500;
    private const int Orders = 45_000;

    private static readonly DateTime FirstDay = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly string[] Syllables = ["ba", "den", "kor", "li", "mar", "no", "pel", "ra", "sen", "tu", "vi", "wes", "an", "el", "is", "or", "um", "lau", "fre", "hol", "jo", "mi", "qui", "zan"];
    private static readonly string[] Cities = ["Aarhus", "Bath", "Cork", "Delft", "Évora", "Gdańsk", "Graz", "København", "Linz", "Lund", "Nîmes", "Olomouc", "Pécs", "Porto", "Siena", "Tartu", "Turku", "York", "Zürich", "Brno"];
    private static readonly string[] Countries = ["DK", "GB", "IE", "NL", "PT", "PL", "AT", "DK", "AT", "SE", "FR", "CZ", "HU", "PT", "IT", "EE", "FI", "GB", "CH", "CZ"];
    private static readonly string[] Categories = ["Garden", "Kitchen", "Books", "Music", "Tools", "Toys", "Travel", "Bath"];
    private static readonly string[] Words =
    [
        "sturdy", "light", "oak", "steel", "hand", "made", "with", "a", "lid", "and", "two", "handles", "for", "daily", "use", "washable", "colour", "of", "sand", "blue", "folds", "flat",
        "fits", "every", "drawer", "keeps", "warm", "quiet", "refill", "set", "the", "classic", "in", "linen", "cork", "glass", "repairable", "spare", "parts", "available", "ten", "years",
    ];

    private static readonly string[] Remarks = ["please ring twice", "leave with the neighbour", "gift wrap, no price", "second floor, no lift", "call before delivery", "invoice to the office"];

    private readonly string _folder;
    private ulong _state = 0x5DEECE66D;

    public ShopGenerator(string folder) => _folder = folder;

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The tables in the order in which they can be loaded, each with its file.</summary>
    public IReadOnlyList<(string Table, string File)> Write(CancellationToken cancellationToken)
    {
        var customers = Write("customer", "id,name,email,city,country,joined_on,note", Customers, Customer, cancellationToken);
        var products = Write("product", "id,name,category,price,description", Products, Product, cancellationToken);
        var lines = new StringBuilder();
        var orders = Write("orders", "id,customer_id,ordered_at,status,total,remark", Orders, id => Order(id, lines), cancellationToken);
        var lineFile = Path.Combine(_folder, "order_line.csv");
        File.WriteAllText(lineFile, "order_id,line,product_id,quantity,price\n" + lines, new UTF8Encoding(false));
        return [customers, products, orders, ("order_line", lineFile)];
    }

    private (string Table, string File) Write(string table, string header, int rows, Func<int, string> row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = Path.Combine(_folder, table + ".csv");
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 16);
        writer.Write(header + "\n");
        for (var id = 1; id <= rows; id++)
        {
            writer.Write(row(id));
            writer.Write('\n');
        }
        Rows += rows;
        return (table, file);
    }

    private string Customer(int id)
    {
        var (first, last) = (Name(), Name());
        var city = Skewed(Cities.Length);
        var joined = FirstDay.AddDays(Below(700));
        var note = Below(4) == 0 ? Quote(Sentence(3 + Skewed(40))) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{id},{first} {last},{first.ToLowerInvariant()}.{last.ToLowerInvariant()}.{id}@example.org,{Cities[city]},{Countries[city]},{joined:yyyy-MM-dd},{note}");
    }

    private string Product(int id)
    {
        var words = Sentence(8 + Skewed(120));
        return string.Create(CultureInfo.InvariantCulture, $"{id},{Quote($"{Name()} {Words[Below(Words.Length)]} {Words[Below(Words.Length)]}")},{Categories[Skewed(Categories.Length)]},{Price(id)},{Quote(words)}");
    }

    private string Order(int id, StringBuilder lines)
    {
        var at = FirstDay.AddMinutes(((double)id / Orders * 700 * 1440) + Below(600));
        var customer = 1 + Skewed(Customers);
        var count = 1 + Skewed(6);
        long total = 0;
        for (var line = 1; line <= count; line++)
        {
            var product = 1 + Skewed(Products);
            var quantity = 1 + Skewed(5);
            total += quantity * Cents(product);
            lines.Append(CultureInfo.InvariantCulture, $"{id},{line},{product},{quantity},{Price(product)}\n");
        }
        Rows += count;
        var status = id > Orders - 900 ? "open" : Below(50) == 0 ? "returned" : "done";
        var remark = Below(6) == 0 ? Quote(Remarks[Below(Remarks.Length)]) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{id},{customer},{at:yyyy-MM-dd HH:mm:ss},{status},{total / 100}.{total % 100:00},{remark}");
    }

    private static long Cents(int product) => 199 + (product * 7919L % 12_000);

    private static string Price(int product) => string.Create(CultureInfo.InvariantCulture, $"{Cents(product) / 100}.{Cents(product) % 100:00}");

    private string Name()
    {
        var name = new StringBuilder();
        for (var i = 2 + Below(2); i > 0; i--)
        {
            name.Append(Syllables[Below(Syllables.Length)]);
        }
        name[0] = char.ToUpperInvariant(name[0]);
        return name.ToString();
    }

    private string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[Skewed(Words.Length)]));

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>0 to bound - 1, small ones far oftener: by the inverse of Zipf's distribution.</summary>
    private int Skewed(int bound)
    {
        var uniform = (Next() >> 11) * (1.0 / (1UL << 53));
        return Math.Min(bound - 1, (int)Math.Exp(uniform * Math.Log(bound + 1)) - 1);
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every platform and version of .NET.</summary>
    private ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
