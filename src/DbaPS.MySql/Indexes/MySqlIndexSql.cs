using System.Globalization;

namespace DbaPS.MySql.Indexes;

/// <summary>Writes the statements that make and drop an index, with the mildest lock that they can do with.</summary>
internal static class MySqlIndexSql
{
    /// <summary>The locks of other sessions are waited for so long; the server counts in seconds.</summary>
    public static string SetLockTimeout(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {Math.Max(1, (long)Math.Ceiling(timeout.TotalSeconds))}");

    /// <summary>
    /// ALTER TABLE … ADD INDEX. ALGORITHM and LOCK are demands, not hints: where they can't be met the server refuses, so a build
    /// that would stop writes never begins unasked.
    /// </summary>
    public static string Create(CatalogIndex index, MySqlDialect dialect, string? engine, bool offline)
    {
        var kind = index.IsUnique ? "UNIQUE " : index.Method is "FULLTEXT" or "SPATIAL" ? $"{index.Method} " : "";
        var parts = string.Join(", ", index.Parts.Select(p => p.Sql));
        return $"ALTER TABLE {MySqlNames.Quote(index.Schema, index.Table)} ADD {kind}INDEX {MySqlNames.Quote(index.Index)} ({parts}){(index.Method == "HASH" ? " USING HASH" : "")}{Online(index, dialect, engine, offline)}";
    }

    public static string Drop(CatalogIndex index, string? engine) =>
        $"ALTER TABLE {MySqlNames.Quote(index.Schema, index.Table)} DROP INDEX {MySqlNames.Quote(index.Index)}{(IsInnoDb(engine) ? ", ALGORITHM = INPLACE, LOCK = NONE" : "")}";

    private static string Online(CatalogIndex index, MySqlDialect dialect, string? engine, bool offline)
    {
        if (!IsInnoDb(engine))
        {
            // Other engines copy the table while nobody may write to it, whatever is asked for.
            return offline ? ", LOCK = SHARED" : "";
        }
        // These are built while nobody may write (the manuals, "Online DDL Operations").
        var lockMode = offline || index.Method is "FULLTEXT" or "SPATIAL" || index.Parts.Any(p => p.Expression is not null) ? "SHARED" : "NONE";
        // A unique index may become the table's clustered one, which rebuilds the table.
        var algorithm = dialect == MySqlDialect.MariaDb && index is { Method: "BTREE", IsUnique: false } ? "NOCOPY" : "INPLACE";
        return $", ALGORITHM = {algorithm}, LOCK = {lockMode}";
    }

    private static bool IsInnoDb(string? engine) => string.Equals(engine, "InnoDB", StringComparison.OrdinalIgnoreCase);
}
