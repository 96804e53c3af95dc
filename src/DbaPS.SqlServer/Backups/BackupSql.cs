using System.Globalization;
using DbaPS.Backups;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Backups;

/// <summary>Writes BACKUP and RESTORE statements.</summary>
internal static class BackupSql
{
    /// <summary>Percent between two words of the server's about its progress.</summary>
    private const int Stats = 5;

    /// <summary>
    /// A full backup that no other's chain takes notice of. Every page's checksum is tested on the way, and one over the file added. The file's
    /// name is new, so nothing is overwritten.
    /// </summary>
    public static string Back(string database, string file, string title, string compression) => string.Create(CultureInfo.InvariantCulture,
        $"BACKUP DATABASE {SqlServerNames.Quote(database)} TO {Device(file)} WITH COPY_ONLY, CHECKSUM, {compression}, NAME = {SqlServerNames.Literal(title)}, STATS = {Stats}");

    public static string Verify(BackupServerFile file) => string.Create(CultureInfo.InvariantCulture, $"RESTORE VERIFYONLY FROM {Device(file.Path)} WITH FILE = {file.Position}, CHECKSUM");

    public static string ListFiles(BackupServerFile file) => string.Create(CultureInfo.InvariantCulture, $"RESTORE FILELISTONLY FROM {Device(file.Path)} WITH FILE = {file.Position}");

    public static string Header(BackupServerFile file) => string.Create(CultureInfo.InvariantCulture, $"RESTORE HEADERONLY FROM {Device(file.Path)} WITH FILE = {file.Position}");

    /// <param name="moves">Logical names and the files they go to; none where the server decides.</param>
    public static string Restore(string database, BackupServerFile file, IReadOnlyList<(string Logical, string Physical)> moves)
    {
        if (IsUrl(file.Path) && moves.Count == 0)
        {
            return $"RESTORE DATABASE {SqlServerNames.Quote(database)} FROM {Device(file.Path)}";
        }
        var options = new[] { string.Create(CultureInfo.InvariantCulture, $"FILE = {file.Position}"), "CHECKSUM", "RECOVERY" }
            .Concat(moves.Select(m => $"MOVE {SqlServerNames.Literal(m.Logical)} TO {SqlServerNames.Literal(m.Physical)}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"STATS = {Stats}"));
        return $"RESTORE DATABASE {SqlServerNames.Quote(database)} FROM {Device(file.Path)} WITH {string.Join(", ", options)}";
    }

    public static string Rename(string from, string to) => $"ALTER DATABASE {SqlServerNames.Quote(from)} MODIFY NAME = {SqlServerNames.Quote(to)}";

    /// <summary>Ends every other session in the database, so that it can be renamed or dropped.</summary>
    public static string TakeAlone(string database) => $"ALTER DATABASE {SqlServerNames.Quote(database)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE";

    public static string Open(string database) => $"ALTER DATABASE {SqlServerNames.Quote(database)} SET MULTI_USER";

    public static string Drop(string database) => $"DROP DATABASE IF EXISTS {SqlServerNames.Quote(database)}";

    /// <summary>How the server compresses: its own algorithms have other names than the files DbaPS writes itself.</summary>
    /// <exception cref="DbaException">It has not the one that was asked for.</exception>
    public static string Compression(BackupCompression wanted, SqlServerPlatform platform) => wanted switch
    {
        BackupCompression.None => "NO_COMPRESSION",
        BackupCompression.Zstd => platform.HasZstd ? "COMPRESSION (ALGORITHM = ZSTD)" : throw new DbaException(DbaErrors.Declined(
            "-Compression Zstd", SqlServerEngine.Name, "backups are compressed with it from SQL Server 2025 on.", "Leave -Compression out: the server then uses its own.")),
        BackupCompression.Gzip => throw new DbaException(DbaErrors.Declined("-Compression Gzip", SqlServerEngine.Name, "it is the server that compresses.", "Leave -Compression out: the server then uses its own.")),
        _ => platform.CompressesBackups ? "COMPRESSION" : "NO_COMPRESSION",
    };

    private static string Device(string file) => $"{(IsUrl(file) ? "URL" : "DISK")} = {SqlServerNames.Literal(file)}";

    private static bool IsUrl(string file) => file.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || file.StartsWith("s3://", StringComparison.OrdinalIgnoreCase);
}
