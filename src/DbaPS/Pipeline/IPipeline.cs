using DbaPS.Errors;

namespace DbaPS.Pipeline;

/// <summary>What an operation speaks to. It may be called from any thread; the host receives everything on its own.</summary>
public interface IPipeline
{
    /// <summary>Hands one result on. Completes at once unless the host is behind; then it waits, so memory stays flat.</summary>
    ValueTask WriteAsync(object item, CancellationToken cancellationToken);

    /// <summary>Reports a failure that does not end the operation.</summary>
    void Error(DbaError error);

    void Warning(string message);

    void Verbose(string message);

    void Progress(ProgressUpdate update);

    /// <summary>Asks before a change; the host answers from -WhatIf, -Confirm or its user.</summary>
    Task<ChangeAnswer> ConfirmAsync(ChangePrompt prompt, CancellationToken cancellationToken);
}
