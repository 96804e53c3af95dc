using System.Diagnostics;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Presentation;

namespace DbaPS.SqlInvocation;

/// <summary>Loads a CSV file into a table, or writes a query's rows to one, by the engine's bulk path.</summary>
internal sealed class CsvTransfer(SqlRequest request, DatabaseScope scope, IPipeline pipeline)
{
    private const int BufferSize = 1 << 16;

    private string Activity => request.Into is { } table ? $"Loading {table}" : $"Writing {System.IO.Path.GetFileName(Path)}";

    private string Path => System.IO.Path.GetFullPath(request.Csv!);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var bulk = scope.Require<IBulkCsv>();
        var loading = request.Into is not null;
        if (!loading && File.Exists(Path) && !request.Force)
        {
            throw new DbaException(DbaErrors.FileExists(Path));
        }
        var transfer = new DbaCsvTransfer(scope.Origin())
        {
            Action = loading ? "LoadCsv" : "WriteCsv",
            Sql = request.Query ?? "",
            Status = ChangeStatus.WhatIf,
            Path = Path,
            Table = request.Into,
        };
        var prompt = new ChangePrompt(loading ? $"{request.Into} on {scope.Session.Server}" : Path, loading ? $"Load {Path}" : "Write CSV", request.Query);
        var answer = await pipeline.ConfirmAsync(prompt, cancellationToken);
        if (answer != ChangeAnswer.Proceed)
        {
            await pipeline.WriteAsync(transfer with { Status = answer == ChangeAnswer.WhatIf ? ChangeStatus.WhatIf : ChangeStatus.Declined }, cancellationToken);
            return;
        }
        var clock = Stopwatch.StartNew();
        var rows = loading ? await LoadAsync(bulk, cancellationToken) : await WriteAsync(bulk, cancellationToken);
        pipeline.Progress(new ProgressUpdate(Activity, "", 1, Completed: true));
        await pipeline.WriteAsync(transfer with { Status = ChangeStatus.Done, Rows = rows, SizeBytes = new FileInfo(Path).Length, Duration = clock.Elapsed }, cancellationToken);
    }

    private async Task<long> LoadAsync(IBulkCsv bulk, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.FileUnreadable(Path, failure));
        }
        await using (file)
        {
            var size = file.Length;
            var load = new CsvLoad(file, request.Into!, request.Delimiter[0], request.Timeout, message => InvokeSql.Say(message, pipeline));
            return await bulk.LoadAsync(load, bytes => Report(bytes, size), cancellationToken);
        }
    }

    /// <summary>The file has its name only when it is complete; until then it is <c>….partial</c>.</summary>
    private async Task<long> WriteAsync(IBulkCsv bulk, CancellationToken cancellationToken)
    {
        var partial = $"{Path}.partial";
        long rows;
        FileStream file;
        try
        {
            file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DbaException(DbaErrors.FileUnwritable(Path, failure));
        }
        try
        {
            await using (file)
            {
                var unload = new CsvUnload(file, request.Query!, SqlParameters.Normalise(request.Parameters), request.Delimiter[0], request.Timeout, message => InvokeSql.Say(message, pipeline));
                rows = await bulk.UnloadAsync(unload, bytes => Report(bytes, null), cancellationToken);
                await file.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, Path, overwrite: request.Force);
            return rows;
        }
        catch (Exception failure)
        {
            File.Delete(partial);
            throw failure is IOException or UnauthorizedAccessException ? new DbaException(DbaErrors.FileUnwritable(Path, failure)) : failure;
        }
    }

    private void Report(long bytes, long? size) =>
        pipeline.Progress(new ProgressUpdate(Activity, Human.Size(bytes), size is > 0 ? Math.Min(1, (double)bytes / size.Value) : null));
}
