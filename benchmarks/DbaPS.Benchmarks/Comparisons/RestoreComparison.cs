using DbaPS.Backups;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// Restore-DbaDatabase against pg_restore -j2 of pg_dump's own archive. Both end with statistics, as a database that is to be used needs
/// them, and with every byte in a flushed log.
/// </summary>
internal static class RestoreComparison
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string database = await PackageIndex.LoadAsync(bench, bench.Options.Megabytes);
        await Backups.Ours(bench, database, BackupCompression.Brotli)();
        await Backups.PgDump(bench, database)();
        Outcome outcome = await CompareAsync(bench, "restore against pg_restore -j2", 1.0);
        await Backups.CheckAsync(bench, database);
        return [outcome];
    }

    /// <summary>Compares restores of what stands in the folders <c>ours</c> and <c>theirs</c>.</summary>
    public static Task<Outcome> CompareAsync(Bench bench, string name, double aim) => Interleaved.RunAsync(name, aim, bench.Options.Pairs,
        () => TimeAsync(bench, "restored_ours", async () => await Backups.RestoreOursAsync(bench, "restored_ours")),
        () => TimeAsync(bench, "restored_theirs", () => bench.ShellAsync($"createdb restored_theirs; pg_restore -j2 -d restored_theirs {bench.Folder}/theirs; vacuumdb -q -Z -j2 restored_theirs")));

    private static async Task<Sample> TimeAsync(Bench bench, string database, Func<Task> restore)
    {
        await bench.ShellAsync($"dropdb --if-exists {database} 2> /dev/null; psql -X -q -c CHECKPOINT");
        return await bench.TimeAsync(async () =>
        {
            await restore();
            return 0;
        });
    }
}
