namespace DbaPS.Testing.Servers;

/// <summary>
/// Something a test needs cannot be had on this machine. xUnit counts a test that throws it as skipped, with the text
/// after the token as the reason; the text says what is missing and how to get it.
/// </summary>
public sealed class ServerUnavailableException : Exception
{
    /// <summary>The prefix by which xUnit v3 knows an exception as a skip, from whatever assembly it comes.</summary>
    private const string SkipToken = "$XunitDynamicSkip$";

    public ServerUnavailableException(string missing, string advice)
        : base($"{SkipToken}{missing} {advice}") => Reason = $"{missing} {advice}";

    /// <summary>What is missing and how to get it.</summary>
    public string Reason { get; }
}
