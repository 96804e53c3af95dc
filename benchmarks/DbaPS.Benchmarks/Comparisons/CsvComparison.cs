using System.Security.Cryptography;
using DbaPS.Benchmarks.Measuring;
using DbaPS.SqlInvocation;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>CSV into a table and back against psql's \copy, whose start is in its time. Ours brings the written file to the disk, so theirs does too.</summary>
internal static class CsvComparison
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string database = bench.Server.CreateDatabase();
        await bench.Server.ExecuteAsync(
            $"CREATE TABLE source AS SELECT i AS id, md5(i::text) || ', ' || repeat('text ', i % 20) AS note, now() + i * interval '1 s' AS at, i * 1.25 AS amount FROM generate_series(1, {bench.Options.Rows}) i; CREATE TABLE target (LIKE source)", database);
        string ours = Path.Combine(bench.Folder, "ours.csv"), theirs = Path.Combine(bench.Folder, "theirs.csv");
        Outcome written = await Interleaved.RunAsync($"CSV out against \\copy, {bench.Options.Rows} rows", 0.9, bench.Options.Pairs,
            () => bench.TimeAsync(() => RunAsync(new SqlRequest { Server = [bench.Server.UriOf(database)], Query = "SELECT * FROM source", Csv = ours, Force = true }, ours)),
            () => bench.TimeAsync(async () =>
            {
                await bench.ShellAsync($"psql -X -q -c \"\\copy (SELECT * FROM source) to '{theirs}' csv header\"; sync {theirs}", database);
                return new FileInfo(theirs).Length;
            }));
        if (await HashAsync(ours) != await HashAsync(theirs))
            throw new InvalidOperationException("The two files differ.");
        Outcome loaded = await Interleaved.RunAsync($"CSV in against \\copy, {bench.Options.Rows} rows", 0.9, bench.Options.Pairs,
            () => LoadAsync(() => RunAsync(new SqlRequest { Server = [bench.Server.UriOf(database)], Csv = theirs, Into = "target" }, theirs)),
            () => LoadAsync(async () =>
            {
                await bench.ShellAsync($"psql -X -q -c \"\\copy target from '{theirs}' csv header\"", database);
                return 0;
            }));
        return [written, loaded];

        async Task<long> RunAsync(SqlRequest request, string file)
        {
            await bench.OperateAsync("Invoke-DbaSql", request);
            return new FileInfo(file).Length;
        }

        async Task<Sample> LoadAsync(Func<Task<long>> load)
        {
            await bench.Server.ExecuteAsync("TRUNCATE target; CHECKPOINT", database);
            Sample sample = await bench.TimeAsync(load);
            return await bench.Server.ScalarAsync("SELECT count(*) FROM target", database) is long rows && rows == bench.Options.Rows
                ? sample : throw new InvalidOperationException("Not all rows were loaded.");
        }
    }

    private static async Task<string> HashAsync(string file)
    {
        await using FileStream stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream));
    }
}
