namespace DbaPS.Errors;

public static partial class DbaErrors
{
    /// <summary>An index that is there already serves the same.</summary>
    public static DbaError IndexCovered(string table, string existing) =>
        new("IndexCovered", DbaErrorCategory.ResourceExists, $"{table} has the valid index '{existing}', which already serves all that the new one would.",
            $"Use it; or build another one anyway with -Force. Get-DbaIndex -Index '{existing}' shows it.")
        { Target = existing };

    public static DbaError IndexNameTaken(string schema, string name, string what) =>
        new("IndexNameTaken", DbaErrorCategory.ResourceExists, $"The name '{name}' is taken in {schema} by {what}.", "Give another one with -Index, or none: then one is made.") { Target = name };

    /// <summary>Somebody builds it at this moment.</summary>
    public static DbaError IndexBeingBuilt(string index, string by) =>
        new("IndexBeingBuilt", DbaErrorCategory.ResourceBusy, $"The index '{index}' is being built right now by {by}.", "Wait until it is done, or end that session.") { Target = index };

    /// <summary>What a failed build left could not be cleaned away.</summary>
    public static DbaError IndexLeftInvalid(string index, string why, string sql) =>
        new("IndexLeftInvalid", DbaErrorCategory.InvalidOperation, $"The index '{index}' was not finished and stands there invalid: queries don't use it, writes still maintain it. It could not be dropped: {why}",
            $"Run: {sql};  or New-DbaIndex again, which finds and drops it.")
        { Target = index };

    /// <summary>Some partitions have theirs, others not yet.</summary>
    public static DbaError IndexIncomplete(string index, string table, string why) =>
        new("IndexIncomplete", DbaErrorCategory.OperationStopped, $"The index '{index}' over the partitions of {table} is not complete: {why}",
            "Run New-DbaIndex again with the same arguments: it goes on with the partitions that are missing. Until then the index is invalid.")
        { Target = index };

    public static DbaError ColumnMissing(string name, IEnumerable<string> columns) =>
        new("ColumnMissing", DbaErrorCategory.ObjectNotFound, $"The table has no column '{name}'.",
            $"It has: {string.Join(", ", columns)}. An expression stands in parentheses.")
        { Target = name };
}
