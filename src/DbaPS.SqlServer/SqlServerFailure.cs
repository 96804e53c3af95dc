namespace DbaPS.SqlServer;

/// <summary>A failure as the driver tells it.</summary>
/// <param name="Number">The server's error number; negative or small for the driver's own.</param>
/// <param name="Class">The severity: 11 to 25, 20 and more end the connection.</param>
/// <param name="Line">The batch's line, from 1; 0 where it is not known.</param>
/// <param name="Procedure">The routine it happened in; null in a batch.</param>
/// <param name="Numbers">Every error's number, this one's first: a backup's own message says little, those before it what happened.</param>
internal sealed record SqlServerFailure(int Number, byte Class, string Message, int Line, string? Procedure, IReadOnlyList<int> Numbers);
