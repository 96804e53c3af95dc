using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DbaPS.Digests;

namespace DbaPS.Tests.Digests;

public sealed class DigestVectorTests
{
    [Fact]
    public void The_hash_is_SipHash_2_4_128_as_published()
    {
        JsonElement siphash = DigestVectors.Root.GetProperty("siphash");
        RowHasher hasher = new(DigestKey.FromBytes(siphash.GetProperty("key").Hex()));
        JsonElement outputs = siphash.GetProperty("outputs");
        Assert.Equal(64, outputs.GetArrayLength());
        for (int length = 0; length < 64; length++)
        {
            byte[] input = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            Assert.Equal(outputs[length].GetString(), Hex(hasher.Hash(input)));
        }
    }

    [Fact]
    public void The_hash_does_not_read_beyond_its_input()
    {
        RowHasher hasher = RowHasher.Unkeyed;
        for (int length = 0; length < 80; length++)
        {
            byte[] dirty = [.. Enumerable.Repeat((byte)0xff, 100)];
            byte[] clean = new byte[length];
            clean.CopyTo(dirty, 9);
            Assert.Equal(hasher.Hash(clean), hasher.Hash(dirty.AsSpan(9, length)));
        }
    }

    [Fact]
    public void Every_value_has_its_written_canonical_bytes_and_hash()
    {
        int count = 0;
        foreach (JsonElement vector in DigestVectors.Values)
        {
            DigestForm form = DigestForm.Parse(vector.GetProperty("form").GetString()!);
            byte[] canonical = DigestVectors.Canonical(form, vector.GetProperty("value"));
            Assert.True(
                Convert.ToHexString(canonical).Equals(vector.GetProperty("canonical").GetString(), StringComparison.OrdinalIgnoreCase),
                $"{vector} became {Convert.ToHexString(canonical)}");
            Assert.Equal(vector.GetProperty("hash").GetString(), Hex(RowHasher.Unkeyed.Hash(canonical)));
            count++;
        }
        Assert.True(count > 150);
    }

    [Fact]
    public void Values_of_other_bytes_are_other_values()
    {
        string[] all = [.. DigestVectors.Values.Select(v => v.GetProperty("canonical").GetString()!).Distinct()];
        Assert.Equal(all.Length, all.Select(hex => RowHasher.Unkeyed.Hash(Convert.FromHexString(hex))).Distinct().Count());
        // No value is the beginning of another: that is what makes a row of values unambiguous.
        Array.Sort(all, StringComparer.Ordinal);
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.False(pair.Second.StartsWith(pair.First, StringComparison.Ordinal), pair.ToString()));
    }

    [Fact]
    public void Every_table_has_its_written_digest()
    {
        foreach (JsonElement vector in DigestVectors.Tables)
        {
            JsonElement key = vector.GetProperty("key");
            RowHasher hasher = new(key.ValueKind == JsonValueKind.Null ? null : DigestKey.FromBytes(key.Hex()));
            TableDigestBuilder builder = new(hasher);
            foreach (JsonElement row in vector.GetProperty("rows").EnumerateArray())
                AddRow(builder, hasher, vector, row);
            TableDigest digest = builder.Build();

            Assert.Equal(vector.GetProperty("serialized").GetString(), digest.Serialize());
            Assert.Equal(vector.GetProperty("rowCount").GetInt64(), digest.RowCount);
            Assert.Equal(vector.GetProperty("sum").GetString(), digest.Sum);
            Assert.Equal(vector.GetProperty("keyId").GetString(), digest.KeyId);
            Assert.Equal("siphash-2-4-128", digest.Algorithm);
            Assert.Equal(1, digest.FormVersion);
            JsonElement buckets = vector.GetProperty("buckets");
            for (int i = 0; i < TableDigest.BucketCount; i++)
            {
                bool used = buckets.TryGetProperty(i.ToString(CultureInfo.InvariantCulture), out JsonElement bucket);
                Assert.Equal(used ? bucket.GetProperty("count").GetInt64() : 0, digest.Buckets[i].Count);
                Assert.Equal(used ? bucket.GetProperty("sum").GetString() : Hex(0), Hex(digest.Buckets[i].Sum));
            }
            Assert.Equal(digest, TableDigest.Parse(digest.Serialize()));
        }
    }

    [Fact]
    public void The_specification_shows_vectors_of_the_file()
    {
        using StreamReader reader = new(typeof(DigestVectorTests).Assembly.GetManifestResourceStream("docs/digest.md")!);
        string specification = reader.ReadToEnd();
        HashSet<string> vectors = [.. DigestVectors.Values.Select(v => ($"{v.GetProperty("form")} {Shown(v.GetProperty("value"))}",
            v.GetProperty("canonical").GetString(), v.GetProperty("hash").GetString()).ToString())];
        int shown = 0;
        foreach (Match line in Regex.Matches(specification, @"^\| `(\w+)` \| `?(.*?)`? \| `([0-9a-f]+)` \| `([0-9a-f]{32})` \|$", RegexOptions.Multiline))
        {
            string value = $"{line.Groups[1].Value} {line.Groups[2].Value}";
            Assert.Contains((value, line.Groups[3].Value, line.Groups[4].Value).ToString(), vectors);
            shown++;
        }
        Assert.Equal(26, shown);
        JsonElement twice = DigestVectors.Tables.Single(t => t.GetProperty("name").GetString() == "a row twice without a primary key");
        Assert.Contains($"`{twice.GetProperty("serialized").GetString()}`", specification, StringComparison.Ordinal);
        Assert.Contains($"`{twice.GetProperty("sum").GetString()}`", specification, StringComparison.Ordinal);
    }

    private static void AddRow(TableDigestBuilder builder, RowHasher hasher, JsonElement table, JsonElement row)
    {
        DigestForm[] forms = [.. table.GetProperty("forms").EnumerateArray().Select(f => DigestForm.Parse(f.GetString()!))];
        byte[][] values = [.. forms.Zip(row.GetProperty("values").EnumerateArray(), DigestVectors.Canonical)];
        byte[] canonical = [.. values.SelectMany(v => v)];
        byte[] key = [.. table.GetProperty("keyColumns").EnumerateArray().SelectMany(i => values[i.GetInt32()])];
        Assert.Equal(row.GetProperty("canonical").Hex(), canonical);
        Assert.Equal(row.GetProperty("hash").GetString(), Hex(hasher.Hash(canonical)));
        builder.AddRow(canonical, key);
    }

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "NULL" : value.ToString();

    private static string Hex(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);
}
