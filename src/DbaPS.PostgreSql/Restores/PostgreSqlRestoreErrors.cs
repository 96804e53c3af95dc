using DbaPS.Errors;

namespace DbaPS.PostgreSql.Restores;

/// <summary>What only PostgreSQL's restore can say.</summary>
internal static class PostgreSqlRestoreErrors
{
    public static DbaError ArchiveUnreadable(string why, Exception? cause = null) =>
        new("ArchiveUnreadable", DbaErrorCategory.InvalidData, $"The schema archive of the backup can't be read: {why}",
            "Check the backup with Test-DbaBackup; use another one, or a DbaPS that knows its pg_dump.")
        { Cause = cause };

    public static DbaError StatementRefused(ArchiveEntry entry, string why) =>
        new("StatementRefused", DbaErrorCategory.SecurityError, $"The schema archive holds what no pg_dump writes for {entry}: {why}",
            "Find out who changed the backup before you use it; nothing was run.")
        { Target = entry.ToString() };
}
