namespace DbaPS.SqlServer;

/// <summary>What the server says beside its results: PRINT, a warning, the progress of a backup.</summary>
/// <param name="Number">0 for PRINT; 3211 for a percentage.</param>
/// <param name="Class">The severity: 0 to 10.</param>
internal sealed record SqlServerMessage(int Number, byte Class, string Text);
