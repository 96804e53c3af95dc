using DbaPS.Errors;
using DbaPS.History;

namespace DbaPS.PostgreSql.History;

/// <summary>What can go wrong with the history's tables.</summary>
internal static class HistoryErrors
{
    private const string UndefinedTable = "42P01";
    private const string UndefinedSchema = "3F000";

    public static DbaError Newer(HistoryPlace place, long version, long known) =>
        new("HistoryNewer", DbaErrorCategory.InvalidData, $"The history in {place.Name} has version {version}; this DbaPS knows {known}.", "Update DbaPS, or keep the history elsewhere.") { Target = place.Name };

    /// <summary>A failure of the server as one of the history: what is missing, and the statements that add it.</summary>
    public static DbaError From(DbaError error, HistoryPlace place, string user) => error.NativeCode is UndefinedTable or UndefinedSchema
        ? new DbaError("HistoryMissing", DbaErrorCategory.ObjectNotFound, $"{place.Name} has no tables for the history.",
            $"Have them made: Register-DbaServer {(place.Options.Profile ?? "NAME")} -CreateHistory. With -WhatIf it shows the exact SQL, for somebody else to run.")
        { Target = place.Name, NativeCode = error.NativeCode, Cause = error.Cause }
        : error.Category == DbaErrorCategory.PermissionDenied
        ? error with
        {
            RecommendedAction = $"To make the tables the login needs CREATE on the database. To use them: GRANT USAGE ON SCHEMA dbaps TO {PostgreSqlNames.Quote(user)}; "
                + $"GRANT SELECT ON dbaps.history_version TO {PostgreSqlNames.Quote(user)}; GRANT SELECT, INSERT, DELETE ON dbaps.history_entry TO {PostgreSqlNames.Quote(user)};",
        }
        : error;
}
