namespace DbaPS.SqlInvocation;

/// <summary>A file is not CSV. The engine that reads it adds what it was read for.</summary>
public sealed class CsvFormatException : Exception
{
    public CsvFormatException(long line, string message)
        : base(message) => Line = line;

    /// <summary>From 1.</summary>
    public long Line { get; }
}
