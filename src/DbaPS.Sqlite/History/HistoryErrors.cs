using DbaPS.Errors;

namespace DbaPS.Sqlite.History;

/// <summary>What can be wrong with the history's file. It is never replaced or moved by itself: it may be all that knows of a backup.</summary>
internal static class HistoryErrors
{
    public static DbaError Damaged(string path, string why, Exception? cause) =>
        new("HistoryDamaged", DbaErrorCategory.InvalidData, $"The history '{path}' can't be read: {why}",
            "Move the file and its -wal aside yourself (what is left in it stays readable with sqlite3's .recover) and run again: a new history begins. Backups on disk are found by Get-DbaBackup without it.")
        { Target = path, Cause = cause };

    public static DbaError Newer(string path, long version, long known) =>
        new("HistoryNewer", DbaErrorCategory.InvalidData, $"The history '{path}' has version {version}; this DbaPS knows {known}.", "Update DbaPS, or keep its data elsewhere with DBAPS_HOME.")
        { Target = path };

    public static DbaError Unwritable(string path, Exception cause) =>
        new("HistoryUnwritable", DbaErrorCategory.PermissionDenied, $"The history '{path}' can't be written: {cause.Message}", "Make its folder writable, or keep DbaPS's data elsewhere with DBAPS_HOME.")
        { Target = path, Cause = cause };
}
