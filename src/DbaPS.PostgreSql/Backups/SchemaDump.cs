using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Tools;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Has pg_dump write the schema, by the backup's snapshot.</summary>
internal static class SchemaDump
{
    /// <summary>The archive's path in a backup: pg_dump's custom format with the sections pre-data and post-data, without data.</summary>
    public const string Path = "schema/schema.dump";

    // The tables are locked already, so it only waits where somebody queues for an exclusive lock: then waiting would never end.
    private const string LockWait = "--lock-wait-timeout=2000";

    /// <param name="excluded">Quoted names of tables this login can't read, to be left out.</param>
    /// <returns>The warnings it printed.</returns>
    /// <exception cref="DbaException">It failed; <c>BackupExclusiveLockAwaited</c> when trying again may help.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        PostgreSqlSession session, DumpProgram program, string snapshot, IEnumerable<string> excluded, bool rawEncoding, BackupJob job, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "--format=custom", "--compress=0", "--section=pre-data", "--section=post-data", "--blobs", "--no-password", "--quote-all-identifiers",
            $"--snapshot={snapshot}", LockWait, .. excluded.Select(name => $"--exclude-table={name}"),
        ];
        if (!rawEncoding)
        {
            arguments.Add("--encoding=UTF8");
        }
        await using var file = job.Writer.CreateFile(Path, "schema", job.Codec);
        var result = await ToolRunner.RunAsync(program.Path, arguments, DumpEnvironment.For(session, program.Major), file, cancellationToken);
        if (result.ExitCode != 0)
        {
            var detail = Shorten(result.Errors);
            // It waits by a statement timeout, and the server's message may be in any language: the statement it prints is not. The rights
            // to lock were looked at before.
            throw new DbaException(result.Errors.Contains("LOCK TABLE", StringComparison.Ordinal)
                ? PostgreSqlBackupErrors.ExclusiveLockAwaited(session.Name, detail)
                : PostgreSqlBackupErrors.DumpFailed(session.Name, result.ExitCode, detail));
        }
        file.Complete();
        return [.. result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    private static string Shorten(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(l => !l.StartsWith("pg_dump: detail: Query was", StringComparison.Ordinal) && !l.StartsWith("pg_dump: error: query was", StringComparison.Ordinal));
        var text = string.Join(' ', lines);
        return text.Length > 600 ? $"{text[..600]}…" : text;
    }
}
