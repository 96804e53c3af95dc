using DbaPS.Backups.Codecs;
using DbaPS.Digests;
using DbaPS.Engines;

namespace DbaPS.Backups;

/// <summary>What an engine is handed to take one backup.</summary>
/// <param name="BackupId">The backup's id.</param>
/// <param name="Origin">Server, version and database.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Writer">Where the files go.</param>
/// <param name="Codec">How they are compressed.</param>
/// <param name="Hasher">The hasher of the content digests, keyed or not.</param>
/// <param name="Start">When the backup began, UTC.</param>
public sealed record BackupJob(Guid BackupId, ObjectOrigin Origin, BackupRequest Request, BackupWriter Writer, IBackupCodec Codec, RowHasher Hasher, DateTimeOffset Start);
