using DbaPS.Backups;

namespace DbaPS.SqlServer.Restores;

/// <summary>What the plan worked out and the run needs again.</summary>
/// <param name="File">Where the server finds the backup now.</param>
/// <param name="OldName">What an existing database is called while the new one takes its name; null where there is none.</param>
internal sealed record RestoreState(BackupServerFile File, string? OldName);
