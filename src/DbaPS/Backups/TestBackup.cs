using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Backups;

/// <summary>Verifies backups without restoring them.</summary>
[Operation("Test", "DbaBackup", Summary = "Verifies every file of a backup against its manifest, without restoring it.", Output = typeof(BackupCheck))]
public sealed class TestBackup : IOperation<BackupTestRequest>
{
    private const string Passed = "Passed";
    private const string Failed = "Failed";
    private const string Unread = "Unread";

    private readonly DbaRuntime _runtime;

    public TestBackup(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(BackupTestRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        foreach (var path in request.Path)
        {
            await TestAsync(request, path, pipeline, cancellationToken);
        }
    }

    private async Task TestAsync(BackupTestRequest request, string path, IPipeline pipeline, CancellationToken cancellationToken)
    {
        BackupReader reader;
        try
        {
            reader = await BackupReader.OpenAsync(path, cancellationToken);
        }
        catch (DbaException failure)
        {
            await pipeline.WriteAsync(new BackupCheck("", path, BackupManifest.FileName, "Manifest", Failed, failure.Message), cancellationToken);
            return;
        }
        var manifest = reader.Manifest;
        var id = manifest.BackupId.ToString();
        var (failures, unread) = (0, false);
        await ReportAsync(new(id, reader.Folder, BackupManifest.FileName, "Manifest", Passed, $"Format {manifest.Format}, {manifest.Files.Count} files, {manifest.Tables.Count} tables."));
        var done = 0L;
        var total = Math.Max(1, manifest.Files.Sum(f => f.Size));
        foreach (var file in manifest.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pipeline.Progress(new($"Testing {reader.Folder}", file.Path, (double)done / total));
            await ReportAsync(Content(reader, file, id, cancellationToken));
            done += file.Size;
        }
        pipeline.Progress(new($"Testing {reader.Folder}", "", 1, Completed: true));
        foreach (var check in Unlisted(reader, id).Concat(Consistency(reader, id)))
        {
            await ReportAsync(check);
        }
        if (manifest.ServerFiles.Count > 0)
        {
            await foreach (var check in WithServerAsync(request, reader, id, cancellationToken))
            {
                unread |= check.Check == Unread;
                await ReportAsync(check);
            }
        }
        if (!request.NoHistory && !unread)
        {
            await RememberAsync(reader, failures, pipeline, cancellationToken);
        }

        async Task ReportAsync(BackupCheck check)
        {
            failures += check.Result == Failed ? 1 : 0;
            if (!request.FailedOnly || check.Result == Failed)
            {
                await pipeline.WriteAsync(check, cancellationToken);
            }
        }
    }

    /// <summary>What only the server can say, or that nobody asked it: then the backup counts neither as sound nor as damaged.</summary>
    private async IAsyncEnumerable<BackupCheck> WithServerAsync(BackupTestRequest request, BackupReader reader, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = request.Server is { } server
            ? await _runtime.Sessions.ResolveAsync(server, new EngineId(reader.Manifest.Engine), new ConnectOptions(), cancellationToken)
            : _runtime.Sessions.Every.FirstOrDefault(s => ServerAddress.Parse(s.Server.Address).IsSameServer(ServerAddress.Parse(reader.Manifest.Server)));
        if (session is null)
        {
            yield return new(id, reader.Folder, null, Unread, "Warning", $"The backup's files lie with {reader.Manifest.Server} and were not read. Name that server with -Server.");
            yield break;
        }
        await foreach (var check in session.Require<IServerBackups>().VerifyAsync(reader, cancellationToken))
        {
            yield return check;
        }
    }

    private static BackupCheck Content(BackupReader reader, BackupFile file, string id, CancellationToken cancellationToken)
    {
        try
        {
            using var content = reader.OpenVerified(file, cancellationToken);
            var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
            try
            {
                // To its end: the stream holds the number of bytes against the manifest's.
                while (content.Read(buffer) > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
            return new(id, reader.Folder, file.Path, "Content", Passed, $"{file.Size} bytes, {file.RawSize} decompressed ({file.Codec}).");
        }
        catch (DbaException failure)
        {
            return new(id, reader.Folder, file.Path, "Content", Failed, failure.Message);
        }
    }

    private static IEnumerable<BackupCheck> Unlisted(BackupReader reader, string id)
    {
        var listed = reader.Manifest.Files.Select(f => f.Path).Append(BackupManifest.FileName).Append(BackupManifest.CheckFileName).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(reader.Folder, "*", SearchOption.AllDirectories))
        {
            var path = System.IO.Path.GetRelativePath(reader.Folder, file).Replace('\\', '/');
            if (!listed.Contains(path))
            {
                yield return new(id, reader.Folder, path, "Unlisted", "Warning", "The manifest does not know this file; a restore does not read it.");
            }
        }
    }

    /// <summary>What the manifest says about its tables must hold together.</summary>
    private static IEnumerable<BackupCheck> Consistency(BackupReader reader, string id)
    {
        foreach (var table in reader.Manifest.Tables)
        {
            var problem = Problem(table);
            if (problem is not null)
            {
                yield return new(id, reader.Folder, null, "Complete", Failed, $"{table.DisplayName}: {problem}");
            }
            if (table.NotComparable is { } reason)
            {
                yield return new(id, reader.Folder, null, "Complete", "Warning", $"{table.DisplayName}: {reason}");
            }
        }
        foreach (var omission in reader.Manifest.Omitted.Where(o => !o.Asked))
        {
            yield return new(id, reader.Folder, null, "Complete", "Warning", $"Not in the backup: {omission.Kind} {omission.Name}: {omission.Reason}");
        }
    }

    private static string? Problem(BackupTable table)
    {
        if (table.Digest is null)
        {
            return table.Files.Count > 0 ? "it has data but no digest." : null;
        }
        try
        {
            var rows = Digests.TableDigest.Parse(table.Digest).RowCount;
            return rows == table.Rows ? null : $"its digest counts {rows} rows, the manifest {table.Rows}.";
        }
        catch (FormatException failure)
        {
            return failure.Message;
        }
    }

    private async Task RememberAsync(BackupReader reader, int failures, IPipeline pipeline, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = new BackupVerification(reader.Manifest.BackupId, reader.Folder, failures == 0, failures);
            var history = await _runtime.History.OpenAsync(cancellationToken);
            await history.AppendAsync(new HistoryEntry(Guid.NewGuid(), BackupVerification.Kind, reader.Manifest.Server, reader.Manifest.Database, DateTimeOffset.UtcNow,
                JsonSerializer.Serialize(outcome, BackupJson.Default.BackupVerification)), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            pipeline.Warning($"The history could not record the outcome: {failure.Message}");
        }
    }
}
