using DbaPS.Backups;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Connections;
using DbaPS.Digests;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// The digest of every table of a live database, as a proof of restore takes it, against a COPY of the same tables that nobody looks at
/// and against hashing in the server. All with two connections on halves of the tables.
/// </summary>
internal static class ProofComparison
{
    private const string Hash = "SELECT sum(hashtextextended(t::text, 0)::numeric)";

    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string database = await PackageIndex.LoadAsync(bench, bench.Options.Megabytes);
        await Backups.Ours(bench, database, BackupCompression.Brotli)();
        BackupReader backup = await BackupReader.OpenAsync(Path.Combine(bench.Folder, "ours", "backup"), CancellationToken.None);
        DbaSession session = await bench.Runtime.Sessions.OpenAsync(new ServerTarget(bench.Server.UriOf(database)), null, new ConnectOptions(), isImplicit: false, CancellationToken.None);
        ITableDigester digester = session.Require<ITableDigester>();
        List<Outcome> outcomes = [];
        foreach ((string name, double aim, string? query) in ((string, double, string?)[])[("digest of all tables against COPY BINARY to nowhere", 1 / 1.3, null), ("digest of all tables against sum(hashtextextended)", 2, Hash)])
        {
            if (bench.Options.Wants(name))
                outcomes.Add(await Interleaved.RunAsync(name, aim, bench.Options.Pairs, () => bench.TimeAsync(ProveAsync), () => bench.TimeAsync(() => HalvesAsync(bench, database, query))));
        }
        return outcomes;

        async Task<long> ProveAsync()
        {
            await foreach (TableDigestResult result in digester.DigestAsync(backup.Manifest.Tables, RowHasher.Unkeyed, 2, CancellationToken.None))
            {
                if (result.Digest is null || !TableDigest.Compare(TableDigest.Parse(result.Table.Digest!), result.Digest).Equal)
                    throw new InvalidOperationException($"{result.Table.DisplayName} differs. {result.Problem}");
            }
            return 0;
        }
    }

    private static async Task<long> HalvesAsync(Bench bench, string database, string? query)
    {
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async half =>
        {
            string[] statements = await Task.WhenAll(PackageIndex.Tables.Select(t => Backups.HalfAsync(bench, database, t, half, query)));
            await bench.ShellAsync($"psql -X -q {string.Join(' ', statements.Select(s => $"-c \"{s}\""))} > /dev/null", database);
        }));
        return 0;
    }
}
