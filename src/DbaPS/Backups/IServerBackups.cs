using System.ComponentModel;
using DbaPS.Engines;

namespace DbaPS.Backups;

/// <summary>Backups whose files the server writes and keeps: only it can read them.</summary>
[Description("looking after backups that lie with the server")]
[UsuallyDeclined("its backups are files that DbaPS writes on this machine.", "Nothing needs doing: Get-DbaBackup and Test-DbaBackup read those files themselves.")]
public interface IServerBackups : ICapability
{
    /// <summary>Has the server read a backup's files through. One check a file, then those of the server's own history.</summary>
    IAsyncEnumerable<BackupCheck> VerifyAsync(BackupReader backup, CancellationToken cancellationToken);

    /// <summary>The backups of the server's own history, oldest first, whoever took them.</summary>
    IAsyncEnumerable<DbaBackup> ListAsync(ObjectOrigin origin, CancellationToken cancellationToken);
}
