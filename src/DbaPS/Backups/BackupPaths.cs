using System.Globalization;
using System.Text;
using DbaPS.Errors;

namespace DbaPS.Backups;

/// <summary>Names of backup folders and of the files in them.</summary>
public static class BackupPaths
{
    /// <summary>What the folder's name ends with until its manifest is complete.</summary>
    public const string PartialSuffix = ".partial";

    /// <summary>The file that a running backup holds open in its folder.</summary>
    internal const string LockName = ".lock";

    /// <summary>The folder's usual name: database, moment, and enough of the id that two never meet.</summary>
    public static string DefaultName(string? database, DateTimeOffset start, Guid backupId)
    {
        var safe = new StringBuilder();
        foreach (var c in System.IO.Path.GetFileName(database ?? "server"))
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_');
        }
        var name = safe.Length == 0 ? "database" : safe.ToString(0, Math.Min(safe.Length, 80));
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{start.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{backupId.ToString("N")[..8]}");
    }

    /// <summary>Holds a folder name the user gave to be one name and nothing more.</summary>
    /// <exception cref="DbaException">It has separators, is <c>..</c>, or ends like a partial backup.</exception>
    public static string CheckName(string name)
    {
        if (name.Length is 0 or > 200 || name is "." or ".." || name.IndexOfAny(['/', '\\', ':', '\0']) >= 0 || name.Any(char.IsControl)
            || name.EndsWith(PartialSuffix, StringComparison.OrdinalIgnoreCase) || name != name.Trim())
        {
            throw new DbaException(DbaErrors.InvalidParameter("Name", name, "it must be a single folder name, not a path, and not end with .partial."));
        }
        return name;
    }

    /// <summary>The file a manifest's path stands for.</summary>
    /// <exception cref="DbaException">The path leads out of the folder, or is not written as manifests write paths.</exception>
    public static string Resolve(string folder, string path)
    {
        var parts = path.Split('/');
        if (path.Length == 0 || path.Any(c => c is '\\' or ':' || char.IsControl(c)) || parts.Any(p => p is "" or "." or ".."))
        {
            throw new DbaException(DbaErrors.BackupPathEscapes(folder, path));
        }
        var current = folder;
        foreach (var part in parts)
        {
            current = System.IO.Path.Combine(current, part);
            // A link could lead anywhere, so none is followed below the backup's folder.
            var info = new FileInfo(current);
            if ((info.Exists || Directory.Exists(current)) && info.LinkTarget is not null)
            {
                throw new DbaException(DbaErrors.BackupPathEscapes(folder, path));
            }
        }
        return current;
    }
}
