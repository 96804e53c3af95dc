namespace DbaPS.Servers;

/// <summary>How a check of a server ended.</summary>
public enum ServerCheckStatus
{
    Passed,

    /// <summary>It works, and something should be done.</summary>
    Warning,

    Failed,

    /// <summary>It could not be made here; the detail says why.</summary>
    Skipped,
}
