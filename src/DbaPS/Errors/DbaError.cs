using DbaPS.Connections;

namespace DbaPS.Errors;

/// <summary>One failure as the user sees it: what happened, to what, and what to do about it.</summary>
/// <param name="Id">Stable identifier, e.g. <c>ServerUnreachable</c>. Never the name of a cmdlet.</param>
/// <param name="Category">The kind of failure.</param>
/// <param name="Message">What happened, in one sentence, without secrets.</param>
/// <param name="RecommendedAction">What fixes it; null only where nothing can.</param>
public sealed record DbaError(string Id, DbaErrorCategory Category, string Message, string? RecommendedAction)
{
    /// <summary>What the failure concerns: a server, a path, an object's name.</summary>
    public object? Target { get; init; }

    /// <summary>The server that answered with the failure, when one did.</summary>
    public ServerReference? Server { get; init; }

    /// <summary>The engine's own code: an SQLSTATE or an error number as text.</summary>
    public string? NativeCode { get; init; }

    /// <summary>The statement that failed, redacted.</summary>
    public string? Statement { get; init; }

    /// <summary>The statement's line the failure is on, from 1; null where the server doesn't say.</summary>
    public int? Line { get; init; }

    /// <summary>The exception behind it.</summary>
    public Exception? Cause { get; init; }

    /// <summary>Message and advice in two sentences, as a log wants them.</summary>
    public override string ToString() => RecommendedAction is null ? Message : $"{Message} {RecommendedAction}";
}
