using DbaPS.Backups;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Copies of a backup with one file damaged, whatever the engine.</summary>
internal static class BackupDamages
{
    /// <summary>What can happen to a file afterwards; another's is of another backup.</summary>
    public static readonly IReadOnlyList<string> All = ["flipped", "shortened", "another's", "missing"];

    /// <summary>Copies a backup and damages one of its files, the one with the rows of <c>orders</c> where it has its own.</summary>
    /// <returns>The copy, and the file below it.</returns>
    public static (string Backup, string File) Damage(BackupManifest manifest, string backup, string other, string copy, string damage)
    {
        foreach (var source in Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(backup, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }
        var file = manifest.Tables.SingleOrDefault(t => t.Name == "orders" && t.Files.Count > 0)?.Files[0] ?? manifest.Files[0].Path;
        var path = Path.Combine(copy, file);
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "flipped":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "shortened":
                File.WriteAllBytes(path, bytes[..^1]);
                break;
            case "another's":
                File.Copy(Path.Combine(other, file), path, overwrite: true);
                break;
            default:
                File.Delete(path);
                break;
        }
        return (copy, file);
    }
}
