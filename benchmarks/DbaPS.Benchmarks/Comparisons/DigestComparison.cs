using DbaPS.Backups;
using DbaPS.Backups.Codecs;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Connections;
using DbaPS.Digests;
using DbaPS.PostgreSql;
using DbaPS.PostgreSql.Backups;
using DbaPS.PostgreSql.Digests;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// The rows of a backup (read, compressed, hashed, written, brought to the disk by the same code) with the content digest and with a parser
/// that looks at nothing. A backup itself has no such switch: one without a digest could not be proved.
/// </summary>
internal static class DigestComparison
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        string database = await PackageIndex.LoadAsync(bench, bench.Options.Megabytes);
        await using PostgreSqlSession session = (PostgreSqlSession)await new PostgreSqlEngine().ConnectAsync(ServerAddress.Parse(bench.Server.UriOf(database)), new ConnectOptions(), CancellationToken.None);
        List<Outcome> outcomes = [];
        foreach (BackupCompression codec in (BackupCompression[])[BackupCompression.Brotli, BackupCompression.Zstd])
        {
            string name = $"rows of a backup with the digest against without, {codec}";
            if (bench.Options.Wants(name))
                outcomes.Add(await Interleaved.RunAsync(name, 1 / 1.05, bench.Options.Pairs, () => TimeAsync(codec, true), () => TimeAsync(codec, false)));
        }
        return outcomes;

        Task<Sample> TimeAsync(BackupCompression codec, bool digest)
        {
            string folder = bench.Fresh("digest");
            return bench.TimeAsync(() => ReadAsync(session, folder, BackupCodecs.For(codec), digest));
        }
    }

    private static async Task<long> ReadAsync(PostgreSqlSession session, string folder, IBackupCodec codec, bool digest)
    {
        await using BackupWriter writer = BackupWriter.Create(folder, "rows");
        await using SnapshotHolder holder = await SnapshotHolder.TakeAsync(session, new LockPatience(TimeSpan.FromSeconds(30)), CancellationToken.None);
        IReadOnlyList<TableSource> tables = await TableSources.ReadAsync(session, holder.Connection, CancellationToken.None);
        System.Collections.Concurrent.ConcurrentQueue<CopyChunk> chunks = new(CopyChunk.Plan(tables.Where(t => t.HeapPages > 0), 2));
        await using SnapshotConnection other = await SnapshotConnection.BeginAsync(session, holder.Snapshot, TimeSpan.FromSeconds(30), CancellationToken.None);
        await Task.WhenAll(WorkAsync(holder.Connection), WorkAsync(other));
        await writer.CompleteAsync(new BackupManifest
        {
            BackupId = Guid.NewGuid(),
            Method = "Logical",
            Engine = "postgresql",
            ServerVersion = session.Version.Text,
            Server = session.Name,
            Start = DateTimeOffset.UtcNow,
        }, CancellationToken.None);
        return Bench.SizeOf(folder);

        async Task WorkAsync(SnapshotConnection connection)
        {
            while (chunks.TryDequeue(out CopyChunk? chunk))
            {
                CopyParser parser = digest ? CopyReader.Parser(chunk.Table, RowHasher.Unkeyed, out _) : new NoParser();
                await using BackupFileStream file = writer.CreateFile($"data/{chunk.Table.Id}-{chunk.Part}", "data", codec);
                await CopyReader.ReadAsync(session, connection.Connection, chunk, [.. chunk.Table.Columns.Select(c => c.Name)], chunk.Table.IsBinary, parser, file, CancellationToken.None);
                file.Complete();
            }
        }
    }

    private sealed class NoParser() : CopyParser([], [], new DigestSink(RowHasher.Unkeyed))
    {
        public override int Consume(ReadOnlySpan<byte> buffer) => buffer.Length;

        public override void Finish(int left)
        {
        }
    }
}
