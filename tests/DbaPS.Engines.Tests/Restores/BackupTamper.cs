using System.Security.Cryptography;
using DbaPS.Backups;
using DbaPS.Backups.Codecs;
using DbaPS.PostgreSql.Restores;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Changes a backup and makes its hashes fit again, as a fault of the program that wrote it would.</summary>
internal sealed class BackupTamper(string folder) : IAsyncDisposable
{
    public BackupManifest Manifest { get; private set; } = BackupManifest.Parse(File.ReadAllBytes(Path.Combine(folder, BackupManifest.FileName)));

    public async Task ChangeManifestAsync(Func<BackupManifest, BackupManifest> change)
    {
        Manifest = change(Manifest);
        var json = Manifest.ToJson();
        await File.WriteAllBytesAsync(Path.Combine(folder, BackupManifest.FileName), json);
        await File.WriteAllTextAsync(Path.Combine(folder, BackupManifest.CheckFileName), $"{Convert.ToHexString(SHA256.HashData(json)).ToLowerInvariant()}  {BackupManifest.FileName}\n");
    }

    /// <summary>Rewrites a file's content.</summary>
    public async Task ChangeFileAsync(string path, Func<byte[], byte[]> change)
    {
        var file = Manifest.Files.Single(f => f.Path == path);
        var codec = BackupCodecs.Get(file.Codec);
        byte[] raw;
        await using (var source = codec.Decompress(File.OpenRead(Path.Combine(folder, path))))
        {
            using var memory = new MemoryStream();
            await source.CopyToAsync(memory);
            raw = change(memory.ToArray());
        }
        using var packed = new MemoryStream();
        await using (var target = codec.Compress(packed))
        {
            await target.WriteAsync(raw);
        }
        var bytes = packed.ToArray();
        await File.WriteAllBytesAsync(Path.Combine(folder, path), bytes);
        var changed = file with { Size = bytes.Length, RawSize = raw.Length, Sha256 = Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant() };
        await ChangeManifestAsync(m => m with { Files = [.. m.Files.Select(f => f.Path == path ? changed : f)] });
    }

    /// <summary>Rewrites the schema's archive entry by entry.</summary>
    public Task ChangeArchiveAsync(Func<IReadOnlyList<ArchiveEntry>, IEnumerable<ArchiveEntry>> change) =>
        ChangeFileAsync(Manifest.Files.Single(f => f.Role == "schema").Path, raw => ArchiveBytes.Write([.. change(ArchiveReader.Read(raw).Entries)]));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
