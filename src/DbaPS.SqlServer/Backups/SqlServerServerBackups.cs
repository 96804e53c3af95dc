using System.Globalization;
using System.Runtime.CompilerServices;
using DbaPS.Backups;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.SqlServer.Backups;

/// <summary>Backups that lie with the server: verified by it, and listed from msdb.</summary>
internal sealed class SqlServerServerBackups(SqlServerSession session) : IServerBackups
{
    private const string Passed = "Passed";
    private const string Failed = "Failed";

    public async IAsyncEnumerable<BackupCheck> VerifyAsync(BackupReader backup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = backup.Manifest.BackupId.ToString();
        foreach (var file in backup.Manifest.ServerFiles)
        {
            yield return await ReadThroughAsync(backup, id, file, cancellationToken);
            yield return await CompareAsync(backup, id, file, cancellationToken);
        }
    }

    public async IAsyncEnumerable<DbaBackup> ListAsync(ObjectOrigin origin, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DbaBackup? current = null;
        await foreach (var set in session.ReadAsync(SqlScript.Load<SqlServerServerBackups>("Backups/BackupSet.sql"), BackupSet.Read, new Dictionary<string, object?>(), cancellationToken))
        {
            if (current?.BackupId == set.Uuid)
            {
                // Another file of the same backup.
                current = current with { ServerFiles = [.. current.ServerFiles, set.Path] };
                continue;
            }
            if (current is not null)
            {
                yield return current;
            }
            current = Describe(set, origin);
        }
        if (current is not null)
        {
            yield return current;
        }
    }

    private static DbaBackup Describe(BackupSet set, ObjectOrigin origin) => new(origin with { Database = set.Database })
    {
        BackupId = set.Uuid,
        Status = set.IsDamaged ? "Damaged" : "Complete",
        Type = set.Type switch { "D" => "Full", "I" => "Differential", "L" => "Log", "F" => "File", "G" => "DifferentialFile", "P" => "Partial", _ => "DifferentialPartial" },
        Method = BackupMethods.Server,
        Tool = set.Login is { } login ? $"SQL Server {set.Software} ({login})" : $"SQL Server {set.Software}",
        Start = set.StartedAt ?? default,
        End = set.FinishedAt,
        SizeBytes = set.SizeBytes,
        RawBytes = set.RawBytes,
        FromPosition = set.FirstLsn,
        ToPosition = set.LastLsn,
        ParentId = set.Type == "D" ? null : set.DatabaseBackupLsn,
        Timeline = set.Fork,
        Path = set.Path,
        ServerFiles = [set.Path],
        Encrypted = set.IsEncrypted,
    };

    /// <summary>The server reads the whole file and holds it against its checksums; it does not look into the pages.</summary>
    private async Task<BackupCheck> ReadThroughAsync(BackupReader backup, string id, BackupServerFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken);
            await session.ExecuteAsync(connection, BackupSql.Verify(file), cancellationToken, timeout: TimeSpan.Zero);
            return new(id, backup.Folder, file.Path, "Content", Passed, "The server read the file through; its checksums hold (RESTORE VERIFYONLY).");
        }
        catch (DbaException failure)
        {
            return new(id, backup.Folder, file.Path, "Content", Failed, failure.Error.ToString());
        }
    }

    /// <summary>The file must still hold the backup that the manifest is of: a name can be written to again.</summary>
    private async Task<BackupCheck> CompareAsync(BackupReader backup, string id, BackupServerFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await session.OpenAsync(cancellationToken);
            await using var command = session.Command(connection, BackupSql.Header(file), timeout: TimeSpan.Zero);
            await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken, statement: command.CommandText);
            var row = new RowReader(reader);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return new(id, backup.Folder, file.Path, "Header", Failed, "The file holds no backup at that position.");
            }
            var found = (Set: row.Text("BackupSetGUID").ToLowerInvariant(), First: Lsn(row, "FirstLSN"), Last: Lsn(row, "LastLSN"));
            var wanted = (Set: file.SetId, First: backup.Manifest.FromPosition, Last: backup.Manifest.ToPosition);
            var differs = (wanted.Set is not null && wanted.Set != found.Set) || (wanted.First is not null && wanted.First != found.First) || (wanted.Last is not null && wanted.Last != found.Last);
            return differs
                ? new(id, backup.Folder, file.Path, "Header", Failed, $"The file holds another backup: {found.Set}, log {found.First} to {found.Last}, instead of {wanted.Set}, log {wanted.First} to {wanted.Last}.")
                : new(id, backup.Folder, file.Path, "Header", Passed, $"Backup set {found.Set}, log {found.First} to {found.Last}.");
        }
        catch (DbaException failure)
        {
            return new(id, backup.Folder, file.Path, "Header", Failed, failure.Error.ToString());
        }
    }

    private static string Lsn(RowReader row, string column) => row.TextOrNull(column) is { } text && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
        ? number.ToString("0", CultureInfo.InvariantCulture)
        : "";
}
