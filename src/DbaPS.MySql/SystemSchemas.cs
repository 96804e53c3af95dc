namespace DbaPS.MySql;

/// <summary>The databases that are the server's own.</summary>
internal static class SystemSchemas
{
    private static readonly string[] Names = ["information_schema", "mysql", "performance_schema", "sys"];

    /// <summary>A database, and the server's own where they are asked for: one after another, since the catalogue finds one quickly and reads everything for several.</summary>
    public static IEnumerable<string> With(string database, bool includeSystem) => includeSystem ? Names.Except([database], StringComparer.OrdinalIgnoreCase).Prepend(database) : [database];
}
