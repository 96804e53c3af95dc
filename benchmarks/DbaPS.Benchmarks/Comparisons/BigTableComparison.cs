using DbaPS.Backups;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>A database of which one table has nine tenths of the bytes: pg_dump gives it to one job.</summary>
internal static class BigTableComparison
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string database = await PackageIndex.LoadAsync(bench, bench.Options.Megabytes, oneBigTable: true);
        List<Outcome> outcomes = [];
        foreach (BackupCompression codec in (BackupCompression[])[BackupCompression.Brotli, BackupCompression.Zstd])
        {
            string name = $"backup of one big table, {codec}, against pg_dump -Fd -j2";
            if (bench.Options.Wants(name))
                outcomes.Add(await Interleaved.RunAsync(name, 1.7, bench.Options.Pairs, Backups.Ours(bench, database, codec), Backups.PgDump(bench, database)));
        }
        if (bench.Options.Wants("restore of one big table"))
        {
            await Backups.Ours(bench, database, BackupCompression.Brotli)();
            await Backups.PgDump(bench, database)();
            outcomes.Add(await RestoreComparison.CompareAsync(bench, "restore of one big table against pg_restore -j2", 1.5));
            await Backups.CheckAsync(bench, database);
        }
        return outcomes;
    }
}
