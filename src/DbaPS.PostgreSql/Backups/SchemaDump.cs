using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Tools;

namespace DbaPS.PostgreSql.Backups;

/// <summary>Has pg_dump write the schema, by the backup's snapshot.</summary>
internal sealed class SchemaDump(PostgreSqlSession session, DumpProgram program, string snapshot, BackupJob job)
{
    /// <summary>The archive's path in a backup: pg_dump's custom format with the sections pre-data and post-data, without data.</summary>
    public const string Path = "schema/schema.dump";

    // With the rest it stays below the 63 bytes a server keeps of it.
    private const int LongestName = 40;

    /// <summary>The application name of its session, given to no other.</summary>
    public string Name { get; } =
        $"{session.Settings.ApplicationName[..Math.Min(session.Settings.ApplicationName.Length, LongestName)]} schema {Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>How many tables it locks.</summary>
    public required int Tables { get; init; }

    /// <summary>Quoted names of tables this login can't read, to be left out.</summary>
    public required IReadOnlyList<string> Excluded { get; init; }

    /// <summary>True for a database that knows bytes and no encoding.</summary>
    public required bool RawEncoding { get; init; }

    /// <returns>The warnings it printed.</returns>
    /// <exception cref="DbaException">It failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "--format=custom", "--compress=0", "--section=pre-data", "--section=post-data", "--blobs", "--no-password", "--quote-all-identifiers",
            $"--snapshot={snapshot}", .. Excluded.Select(table => $"--exclude-table={table}"),
        ];
        if (!RawEncoding)
        {
            arguments.Add("--encoding=UTF8");
        }
        var environment = new Dictionary<string, string?>(DumpEnvironment.For(session, program.Major), StringComparer.Ordinal) { ["PGAPPNAME"] = Name };
        await using var file = job.Writer.CreateFile(Path, "schema", job.Codec);
        var result = await ToolRunner.RunAsync(program.Path, arguments, environment, file, cancellationToken);
        if (result.ExitCode != 0)
        {
            var detail = Shorten(result.Errors);
            // A setting's name is the same in every language the server may speak.
            throw new DbaException(result.Errors.Contains("max_locks_per_transaction", StringComparison.Ordinal)
                ? PostgreSqlBackupErrors.LocksExhausted(session.Name, Tables, detail)
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
