namespace DbaPS.Cli;

/// <summary>What the process tells its caller.</summary>
internal enum ExitCode
{
    /// <summary>Everything ran and nothing failed.</summary>
    Success = 0,

    /// <summary>At least one error was reported, or a change was declined.</summary>
    Errors = 1,

    /// <summary>The command line was wrong; nothing ran.</summary>
    Usage = 2,

    /// <summary>Ctrl+C or a request to terminate.</summary>
    Cancelled = 130,
}
