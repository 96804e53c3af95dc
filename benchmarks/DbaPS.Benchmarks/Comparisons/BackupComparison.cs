using DbaPS.Backups;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>A logical backup against pg_dump in its settings, and against what COPY through zstd alone needs.</summary>
internal static class BackupComparison
{
    // pg_dump has gzip only in version 15, so its fast way is to compress afterwards.
    private const string ZstdAfterwards = "find $out -name '*.dat' -print0 | xargs -0 zstd -1 -q -T2 --rm; sync $out/* $out";

    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string database = await PackageIndex.LoadAsync(bench, bench.Options.Megabytes);
        List<Outcome> outcomes = [];
        Func<Task<Sample>> brotli = Backups.Ours(bench, database, BackupCompression.Brotli), zstd = Backups.Ours(bench, database, BackupCompression.Zstd);
        await AddAsync("Brotli against pg_dump -Fd -j2", 2.5, brotli, Backups.PgDump(bench, database));
        await AddAsync("Brotli against pg_dump -Z1", 1.5, brotli, Backups.PgDump(bench, database, "-Z1"));
        await AddAsync("Zstd against pg_dump -Fd -j2", 2.5, zstd, Backups.PgDump(bench, database));
        await AddAsync("Zstd against pg_dump -Z1", 1.5, zstd, Backups.PgDump(bench, database, "-Z1"));
        await AddAsync("Zstd against pg_dump -Z0, then zstd -1 -T2", 1.1, zstd, Backups.PgDump(bench, database, "-Z0", ZstdAfterwards, "afterwards"));
        await AddAsync("Zstd against the roofline: COPY | zstd -1, twice", 1.0, zstd, Backups.Roofline(bench, database, PackageIndex.Tables));
        if (Directory.Exists(Path.Combine(bench.Folder, "ours")) && Directory.Exists(Path.Combine(bench.Folder, "theirs")))
            await Backups.CheckAsync(bench, database);
        return outcomes;

        async Task AddAsync(string name, double aim, Func<Task<Sample>> ours, Func<Task<Sample>> theirs)
        {
            if (bench.Options.Wants(name))
                outcomes.Add(await Interleaved.RunAsync(name, aim, bench.Options.Pairs, ours, theirs));
        }
    }
}
