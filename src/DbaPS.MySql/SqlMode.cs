using DbaPS.Sql;

namespace DbaPS.MySql;

/// <summary>What a sql_mode changes in how SQL is read.</summary>
internal static class SqlMode
{
    /// <summary>Modes that bring ANSI_QUOTES along (the manuals, "Combination SQL Modes").</summary>
    private static readonly string[] Ansi = ["ANSI_QUOTES", "ANSI", "ORACLE", "MSSQL", "DB2", "POSTGRESQL", "MAXDB"];

    public static SqlDialect ToDialect(string mode)
    {
        var parts = mode.Split(',', StringSplitOptions.TrimEntries);
        var dialect = SqlDialect.MySql;
        if (parts.Any(p => Ansi.Contains(p, StringComparer.OrdinalIgnoreCase)))
        {
            dialect &= ~SqlDialect.DoubleQuotedStrings;
        }
        if (EscapesNothing(mode))
        {
            dialect &= ~SqlDialect.BackslashStrings;
        }
        return dialect;
    }

    /// <summary>True when a backslash in a string is a backslash.</summary>
    public static bool EscapesNothing(string mode) => mode.Split(',', StringSplitOptions.TrimEntries).Contains("NO_BACKSLASH_ESCAPES", StringComparer.OrdinalIgnoreCase);
}
