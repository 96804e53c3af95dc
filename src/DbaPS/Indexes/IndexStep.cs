namespace DbaPS.Indexes;

/// <summary>One statement of making an index.</summary>
/// <param name="Sql">Without a semicolon.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Index">The index it makes or drops, without schema; empty where it does neither.</param>
/// <param name="Schema">The schema of table and index.</param>
/// <param name="Table">The table that index is on, which may be a partition.</param>
public sealed record IndexStep(string Sql, IndexStepKind Kind, string Index = "", string Schema = "", string Table = "");

/// <summary>What a step does.</summary>
public enum IndexStepKind
{
    /// <summary>Sets something for the session that builds.</summary>
    Set,

    /// <summary>Drops an invalid leftover.</summary>
    Clean,

    /// <summary>Builds an index; takes time.</summary>
    Build,

    /// <summary>Makes the definition over partitions, which holds nothing itself.</summary>
    Define,

    /// <summary>Adds a partition's index to the definition over all.</summary>
    Attach,

    /// <summary>Reads figures for the planner.</summary>
    Analyze,
}
