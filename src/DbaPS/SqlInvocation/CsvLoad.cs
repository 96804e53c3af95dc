namespace DbaPS.SqlInvocation;

/// <summary>A CSV file to load. Its first line names the columns, in any order; an empty field that is not quoted is NULL.</summary>
/// <param name="Content">UTF-8, from its first byte.</param>
/// <param name="Table">As the user wrote it: <c>table</c> or <c>schema.table</c>.</param>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Timeout">How long the load may take; null leaves the session's limit.</param>
public sealed record CsvLoad(Stream Content, string Table, char Delimiter, TimeSpan? Timeout, Action<SqlMessage>? OnMessage);
