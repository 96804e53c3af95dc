namespace DbaPS.SqlInvocation;

/// <summary>A query whose rows go into a CSV file. NULL is an empty field, an empty text a quoted one.</summary>
/// <param name="Output">Takes UTF-8.</param>
/// <param name="Query">One statement that gives rows.</param>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Timeout">How long the query may take; null leaves the session's limit.</param>
public sealed record CsvUnload(Stream Output, string Query, IReadOnlyDictionary<string, object?> Parameters, char Delimiter, TimeSpan? Timeout, Action<SqlMessage>? OnMessage);
