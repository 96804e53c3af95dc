namespace DbaPS.Cli;

/// <summary>The command line can't be understood: exit code 2.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message, string? advice = null)
        : base(message) => Advice = advice;

    /// <summary>What to write instead.</summary>
    public string? Advice { get; }
}
