namespace DbaPS.MySql.Drivers;

/// <summary>An error as the server (or the driver, in the server's numbering) gives it.</summary>
/// <param name="Number">The error's number, e.g. 1062; 0 when the driver gives none.</param>
/// <param name="SqlState">Five characters, or null.</param>
public sealed record MySqlFailure(int Number, string? SqlState, string Message);
