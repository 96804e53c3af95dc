using System.Security.Cryptography;
using DbaPS.Backups;
using DbaPS.Backups.Codecs;

namespace DbaPS.Tours;

/// <summary>Damages copies of a backup, once as a failing disk does and once as somebody does who covers the traces.</summary>
internal static class BackupDamage
{
    /// <summary>Copies a backup's folder.</summary>
    public static string Copy(string backup, string target)
    {
        foreach (var file in Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(backup, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return target;
    }

    /// <summary>Turns one bit of the largest file; says which.</summary>
    public static string FlipBit(string backup, BackupManifest manifest)
    {
        var file = manifest.Files.MaxBy(f => f.Size)!;
        using var stream = new FileStream(Path.Combine(backup, file.Path), FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        var value = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(value ^ 0x10));
        return $"One bit of {file.Path} turned over";
    }

    /// <summary>Changes the database inside a backup that is one file, and writes hashes and manifest anew, so that only the content can tell.</summary>
    /// <param name="change">Changes the database at the path it is given.</param>
    public static async Task ForgeAsync(string backup, Func<string, Task> change, CancellationToken cancellationToken)
    {
        var reader = await BackupReader.OpenAsync(backup, cancellationToken);
        var file = reader.Manifest.Files.Single();
        var plain = backup + ".db";
        await using (var source = reader.OpenVerified(file, cancellationToken))
        await using (var target = new FileStream(plain, FileMode.CreateNew))
        {
            await source.CopyToAsync(target, cancellationToken);
        }
        await change(plain);
        var packed = Path.Combine(backup, file.Path);
        var codec = BackupCodecs.Get(file.Codec);
        await using (var source = File.OpenRead(plain))
        await using (var target = new FileStream(packed, FileMode.Create))
        await using (var packing = codec.Compress(target))
        {
            await source.CopyToAsync(packing, cancellationToken);
        }
        var bytes = await File.ReadAllBytesAsync(packed, cancellationToken);
        var forged = file with { Size = bytes.Length, RawSize = new FileInfo(plain).Length, Sha256 = Hash(bytes) };
        await WriteAsync(backup, reader.Manifest with { Files = [forged] }, cancellationToken);
    }

    /// <summary>Makes one backup pass for another of the same tables: its manifest says what the other's says, but for the files and their hashes.</summary>
    public static async Task CoverAsync(string backup, string original, CancellationToken cancellationToken)
    {
        var forged = (await BackupReader.OpenAsync(backup, cancellationToken)).Manifest;
        var manifest = (await BackupReader.OpenAsync(original, cancellationToken)).Manifest;
        var files = forged.Tables.ToDictionary(t => t.DisplayName, t => t.Files);
        await WriteAsync(backup, manifest with { Files = forged.Files, Tables = [.. manifest.Tables.Select(t => t with { Files = files[t.DisplayName] })] }, cancellationToken);
    }

    private static async Task WriteAsync(string backup, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var json = manifest.ToJson();
        await File.WriteAllBytesAsync(Path.Combine(backup, BackupManifest.FileName), json, cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(backup, BackupManifest.CheckFileName), BackupManifest.Check(json), cancellationToken);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
