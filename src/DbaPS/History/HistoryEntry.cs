namespace DbaPS.History;

/// <summary>One thing remembered.</summary>
/// <param name="Id">Unique; time-ordered.</param>
/// <param name="Kind">What it is, e.g. <c>statement-counters</c>, <c>backup</c>, <c>restore-drill</c>.</param>
/// <param name="Server">The server's address without secrets; empty where it concerns none.</param>
/// <param name="Database">The database, or null.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Payload">The thing itself as JSON. Never a secret.</param>
public sealed record HistoryEntry(Guid Id, string Kind, string Server, string? Database, DateTimeOffset At, string Payload);
