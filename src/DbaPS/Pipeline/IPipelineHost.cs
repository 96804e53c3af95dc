using DbaPS.Errors;

namespace DbaPS.Pipeline;

/// <summary>What a skin does with what an operation says. Every member is called on the thread that runs the pump.</summary>
public interface IPipelineHost
{
    void Write(object item);

    void Error(DbaError error);

    void Warning(string message);

    void Verbose(string message);

    void Progress(ProgressUpdate update);

    ChangeAnswer Confirm(ChangePrompt prompt);
}
