namespace DbaPS.PostgreSql.Backups;

/// <summary>Where the server stood in its log.</summary>
/// <param name="Position">A log sequence number as PostgreSQL writes it.</param>
/// <param name="At">The server's clock, UTC.</param>
internal sealed record LogPosition(string Position, string? Timeline, string? SystemIdentifier, bool InRecovery, DateTimeOffset At);
