using System.Diagnostics;
using DbaPS.Backups;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.Sqlite.Backups;

namespace DbaPS.Sqlite.Restores;

/// <summary>
/// Restores to a file: written and brought to the disk under another name beside it, opened once, then renamed. A file that is replaced
/// goes aside with its -wal and -journal first, since those would otherwise be taken for the new file's.
/// </summary>
internal sealed class SqliteRestoreTarget : IRestoreTarget
{
    public Task<RestorePlan> PlanAsync(RestoreJob job, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(job.Target);
        var file = ExtractedBackup.FileOf(job.Backup);
        var tables = Chosen(job);
        var selected = job.Tables.Count + job.Schemas.Count > 0;
        var replaces = File.Exists(target);
        var leftovers = DatabaseFiles.Leftovers(target);
        var temporary = $"{target}.restoring-{job.Id.ToString("N")[..8]}";
        return Task.FromResult(new RestorePlan
        {
            Target = target,
            TemporaryName = temporary,
            Replaces = replaces,
            Steps =
            [
                .. job.RemoveLeftovers ? leftovers.Where(l => !DatabaseFiles.IsAside(l)).Select(l => new RestoreStep("clean", l)) : [],
                new RestoreStep("data", Path.GetFileName(temporary)) { Bytes = file.Size, Rows = tables.Sum(t => t.Rows), Note = $"verified, then decompressed to {file.RawSize} bytes" },
                .. selected ? tables.Select(t => new RestoreStep("table", t.Name) { Rows = t.Rows }) : [],
                new RestoreStep("check", Path.GetFileName(temporary)),
                new RestoreStep(replaces ? "swap" : "rename", target),
            ],
            Problems = [.. Problems(job, target, replaces, selected, tables)],
            Leftovers = leftovers,
            Notes = [.. selected ? ["Views and virtual tables are left out when tables are chosen."] : Array.Empty<string>(), .. leftovers.Select(l => Explain(l, job))],
            State = tables,
        });
    }

    public Task<RestoreOutcome> ExecuteAsync(RestoreJob job, RestorePlan plan, IPipeline pipeline, CancellationToken cancellationToken) =>
        Task.Run(() => Execute(job, plan, pipeline, cancellationToken), cancellationToken);

    public Task RemoveAsync(string target, CancellationToken cancellationToken) => DatabaseFiles.Delete(target)
        ? Task.CompletedTask
        : throw new DbaException(SqliteErrors.CantOpen(target, "it can't be deleted.", null));

    private static RestoreOutcome Execute(RestoreJob job, RestorePlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var steps = new List<RestoreStep>();
        var current = plan.Steps[0];
        try
        {
            foreach (var step in plan.Steps)
            {
                current = step;
                var clock = Stopwatch.StartNew();
                Run(step, job, plan, pipeline, cancellationToken);
                steps.Add(step with { Duration = clock.Elapsed });
            }
            return new RestoreOutcome(steps, ExtractedBackup.FileOf(job.Backup).Size, plan.Notes);
        }
        catch (Exception failure)
        {
            var removed = DatabaseFiles.Delete(plan.TemporaryName) & DatabaseFiles.Delete(Whole(plan));
            if (failure is OperationCanceledException)
            {
                throw;
            }
            throw new DbaException(DbaErrors.RestoreFailed(current, plan.Target, Describe(failure, plan), removed, plan.TemporaryName));
        }
    }

    private static void Run(RestoreStep step, RestoreJob job, RestorePlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var activity = $"Restoring {Path.GetFileName(plan.Target)}";
        var selected = job.Tables.Count + job.Schemas.Count > 0;
        switch (step.Kind)
        {
            case "clean":
                DatabaseFiles.Delete(step.Object);
                break;
            case "data":
                ExtractedBackup.Extract(job.Backup, selected ? Whole(plan) : plan.TemporaryName, cancellationToken, part => pipeline.Progress(new ProgressUpdate(activity, "writing", part)));
                break;
            case "table":
                using (var extraction = new TableExtraction(Whole(plan), plan.TemporaryName, cancellationToken))
                {
                    extraction.Copy(((IReadOnlyList<BackupTable>)plan.State!).First(t => t.Name == step.Object));
                }
                break;
            case "check":
                Check(plan.TemporaryName, cancellationToken);
                break;
            default:
                DatabaseFiles.Delete(Whole(plan));
                DatabaseFiles.MoveInto(plan.TemporaryName, plan.Target, job.Id, cancellationToken);
                pipeline.Progress(new ProgressUpdate(activity, "", 1, Completed: true));
                break;
        }
    }

    private static string Explain(string leftover, RestoreJob job) =>
        DatabaseFiles.IsAside(leftover) ? $"'{leftover}' is a file an interrupted restore put aside. If nothing stands under its old name, rename it back; otherwise delete it."
        : job.RemoveLeftovers ? $"'{leftover}', which an interrupted restore left, is deleted first."
        : $"'{leftover}' is what an interrupted restore left, unless one is running now; -RemoveLeftovers deletes it.";

    private static string Whole(RestorePlan plan) => plan.TemporaryName + ".whole";

    /// <summary>One read through SQLite: a file that can't be opened must not get the final name.</summary>
    private static void Check(string path, CancellationToken cancellationToken)
    {
        using var link = SqliteLink.OpenFinished(path, cancellationToken);
        link.Scalar("SELECT count(*) FROM sqlite_schema");
    }

    private static DbaError Describe(Exception failure, RestorePlan plan) => failure is IOException io && DurableFiles.IsDiskFull(io)
        ? SqliteErrors.DiskFull(plan.Target, io)
        : failure is IOException or UnauthorizedAccessException
            ? SqliteErrors.CantOpen(plan.Target, failure.Message, failure)
            : DbaErrors.Unexpected(failure);

    private static List<BackupTable> Chosen(RestoreJob job) => [.. job.Backup.Manifest.Tables.Where(t => job.Tables.Count + job.Schemas.Count == 0
        || (t.Kind != "virtual" && !t.Name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
            && (job.Tables.Count == 0 || NamePattern.Matches(job.Tables, t.Name) || NamePattern.Matches(job.Tables, "main." + t.Name))
            && NamePattern.Matches(job.Schemas, "main")))];

    private static IEnumerable<DbaError> Problems(RestoreJob job, string target, bool replaces, bool selected, List<BackupTable> tables)
    {
        var folder = Path.GetDirectoryName(target)!;
        if (selected && tables.Count == 0)
        {
            yield return DbaErrors.RestoreSelectionEmpty(string.Join(", ", job.Tables.Concat(job.Schemas)));
        }
        if (Directory.Exists(target))
        {
            yield return SqliteErrors.CantOpen(target, "it is a folder.", null);
        }
        else if (!Directory.Exists(folder))
        {
            yield return SqliteErrors.CantOpen(target, "its folder does not exist.", null);
        }
        else if (new DriveInfo(folder).AvailableFreeSpace < ExtractedBackup.FileOf(job.Backup).RawSize)
        {
            yield return SqliteErrors.DiskFull(target, null);
        }
        if (replaces && !job.Force)
        {
            yield return DbaErrors.RestoreTargetExists(target, folder);
        }
        if (!replaces && DatabaseFiles.Sidecars(target).FirstOrDefault(File.Exists) is { } leftOver)
        {
            yield return SqliteErrors.LeftOver(target, leftOver);
        }
    }
}
