using System.Globalization;
using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Sql;
using DbaPS.Sqlite.Digests;

namespace DbaPS.Sqlite.Backups;

/// <summary>Backs a database up as a copy of its file: SQLite's online backup, then the digests of the copy's tables while it is compressed.</summary>
internal sealed class SqliteBackupSource : IBackupSource
{
    private static readonly SqlScript Tables = SqlScript.Load<SqliteEngine>("Backups/BackupTables.sql");
    private static readonly SqlScript Columns = SqlScript.Load<SqliteEngine>("Backups/BackupColumns.sql");
    private static readonly SqlScript Properties = SqlScript.Load<SqliteEngine>("Backups/DatabaseProperties.sql");

    private readonly SqliteSession _session;

    public SqliteBackupSource(SqliteSession session) => _session = session;

    public Task<BackupPlan> PlanAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        if (request.ChoosesTables())
        {
            throw new DbaException(DbaErrors.Declined("Choosing tables for a backup", "SQLite", "its backup is a copy of the whole file.",
                "Back the whole file up and take single tables from it with Restore-DbaDatabase -Table."));
        }
        return _session.RunAsync(
            link => new BackupPlan(
                BackupMethods.Copy,
                Convert.ToInt64(link.Scalar("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"), CultureInfo.InvariantCulture),
                link.Query(Tables.Text).Count(t => t.Text("kind") != "virtual")),
            cancellationToken);
    }

    public async Task<BackupManifest> BackUpAsync(BackupJob job, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var activity = $"Backing up {_session.Database}";
        var copy = Path.Combine(job.Writer.Folder, "copy.db");
        var snapshotAt = await Task.Run(() => Copy(copy, job, activity, pipeline, cancellationToken), cancellationToken);
        var compressing = Task.Run(() => Compress(copy, job, cancellationToken), cancellationToken);
        try
        {
            var (tables, objects, properties) = await Task.Run(() => Describe(copy, cancellationToken), cancellationToken);
            var digested = await DigestAsync(copy, tables, job, activity, pipeline, cancellationToken);
            await compressing;
            File.Delete(copy);
            pipeline.Progress(new ProgressUpdate(activity, "", 1, Completed: true));
            return new BackupManifest
            {
                BackupId = job.BackupId,
                Method = BackupMethods.Copy,
                Engine = job.Origin.Engine.Name,
                ServerVersion = _session.Version.Text,
                Server = _session.Address.ToString(),
                Database = _session.Database,
                Start = job.Start,
                SnapshotAt = snapshotAt,
                DigestKeyId = job.Hasher.KeyId,
                Properties = properties,
                Tables = digested,
                Objects = objects,
            };
        }
        finally
        {
            // Nothing may still read or write in the folder when the writer completes it or gives it up.
            await compressing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The tables of a finished file as a manifest lists them, without rows and digests. Virtual tables keep their rows in shadow tables.</summary>
    internal static List<BackupTable> ReadTables(SqliteLink link) => [.. link.Query(Tables.Text).Select(row => (Name: row.Text("name"), Kind: row.Text("kind"))).ToList().Select(t =>
    {
        if (t.Kind == "virtual")
        {
            return new BackupTable { Name = t.Name, Kind = "virtual", Format = "file" };
        }
        var columns = link.Query(Columns.Text, ("table", t.Name)).Select(c => (Name: c.Text("name"), Type: c.Text("type"), Key: c.Int64("key_position"))).ToList();
        return new BackupTable
        {
            Name = t.Name,
            Kind = "table",
            Format = "file",
            Columns = [.. columns.Select(c => new BackupColumn(c.Name, c.Type, SqliteRows.Form))],
            Key = [.. columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Name)],
        };
    })];

    private DateTimeOffset Copy(string path, BackupJob job, string activity, IPipeline pipeline, CancellationToken cancellationToken)
    {
        using var source = _session.OpenLink(cancellationToken);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        new FileStream(path, options).Dispose();
        using var target = SqliteLink.Open(
            new SqliteLocation(path, SqliteOpenMode.ReadWrite, SharedCache: false, Immutable: false), null, path, new ConnectOptions(), cancellationToken);

        // The copy is worth nothing until it is complete, and is deleted when it is not.
        target.Scalar("PRAGMA journal_mode = OFF");
        target.Execute("PRAGMA synchronous = OFF");
        return new SqlitePageCopy(source, pipeline, activity, job.Request.LockTimeout).CopyTo(target, cancellationToken);
    }

    private static (List<BackupTable> Tables, List<BackupSchemaObject> Objects, Dictionary<string, string?> Properties) Describe(string copy, CancellationToken cancellationToken)
    {
        using var link = SqliteLink.OpenFinished(copy, cancellationToken);
        return (
            ReadTables(link),
            [.. SqliteSchemaInventory.Read(link)],
            link.Query(Properties.Text).ToDictionary(r => r.Text("name"), r => r.TextOrNull("value"), StringComparer.Ordinal));
    }

    private static async Task<List<BackupTable>> DigestAsync(string copy, List<BackupTable> tables, BackupJob job, string activity, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var digester = new SqliteTableDigester(token => SqliteLink.OpenFinished(copy, token));
        var done = tables.Where(t => t.Kind == "virtual").ToList();
        await foreach (var result in digester.DigestAsync([.. tables.Where(t => t.Kind != "virtual")], job.Hasher, job.Request.Jobs, cancellationToken))
        {
            if (result.Digest is null)
            {
                throw new DbaException(SqliteErrors.DatabaseDamaged(job.Origin.Server.Address, $"the table '{result.Table.Name}' can't be read: {result.Problem}", null));
            }
            done.Add(result.Table with { Rows = result.Digest.RowCount, Digest = result.Digest.Serialize() });
            pipeline.Progress(new ProgressUpdate(activity, $"digested {result.Table.Name}", (double)done.Count / tables.Count));
        }
        return [.. done.OrderBy(t => t.Name, StringComparer.Ordinal)];
    }

    private static void Compress(string copy, BackupJob job, CancellationToken cancellationToken)
    {
        using var source = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        using var target = job.Writer.CreateFile("database.db", "database", job.Codec);
        var buffer = new byte[1 << 18];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Write(buffer.AsSpan(0, read));
        }
        target.Complete();
    }
}
