namespace DbaPS.Cli.Output;

/// <summary>Writes results in one format as they come.</summary>
internal interface IResultWriter
{
    void Write(object item);

    /// <summary>Puts out what is still held back for layout; more may follow.</summary>
    void Flush();

    /// <summary>The end of the results.</summary>
    void Complete();
}
