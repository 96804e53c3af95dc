using System.Runtime.CompilerServices;
using System.Text.Json;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.History;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Profiles;

namespace DbaPS.Backups;

/// <summary>Lists backups.</summary>
[Operation("Get", "DbaBackup", Summary = "Lists the backups in a folder, in a server's own history, or those DbaPS's history knows.", Output = typeof(DbaBackup))]
public sealed class GetBackup : IOperation<BackupListRequest>
{
    private readonly DbaRuntime _runtime;

    public GetBackup(DbaRuntime runtime) => _runtime = runtime;

    public async Task RunAsync(BackupListRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        RequestValidator.Validate(request);
        var history = await TryHistoryAsync(request, pipeline, cancellationToken);
        var verified = history is null ? [] : await VerificationsAsync(history, cancellationToken);
        var newest = new Dictionary<(string, string?), DbaBackup>();
        var finder = new BackupFinder(pipeline);
        var retentionOf = _runtime.Router.Retentions();
        foreach (var (place, find) in Places(request, finder, history, pipeline))
        {
            try
            {
                await foreach (var backup in find(cancellationToken))
                {
                    if (!Wanted(request, backup))
                    {
                        continue;
                    }
                    var (at, outcome) = verified.GetValueOrDefault(backup.BackupId);
                    var complete = (outcome is null ? backup : backup with { Verified = outcome.Passed, VerifiedAt = at }).KeptFor(retentionOf(backup.Server));
                    if (!request.Newest)
                    {
                        await pipeline.WriteAsync(complete, cancellationToken);
                    }
                    else if (!newest.TryGetValue((backup.Server.Address, backup.Database), out var other) || other.End < backup.End)
                    {
                        newest[(backup.Server.Address, backup.Database)] = complete;
                    }
                }
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && place is not null)
            {
                var error = DbaErrors.Unexpected(failure);
                pipeline.Error(error.Target is null ? error with { Target = place } : error);
            }
        }
        foreach (var backup in newest.Values.OrderBy(b => b.End))
        {
            await pipeline.WriteAsync(backup, cancellationToken);
        }
    }

    /// <summary>Where to look, each with what finds the backups there; the history has no name.</summary>
    private IEnumerable<(string? Place, Func<CancellationToken, IAsyncEnumerable<DbaBackup>> Find)> Places(
        BackupListRequest request, BackupFinder finder, IHistoryStore? history, IPipeline pipeline)
    {
        foreach (var path in request.Path)
        {
            yield return (path, token => finder.InFolderAsync(path, request.IncludePartial, token));
        }
        foreach (var server in TargetExpansion.Expand(_runtime.Profiles, request.Server, [], pipeline.Error))
        {
            yield return (server.ToString(), token => OnServerAsync(server, token));
        }
        if (request.Path.Count + request.Server.Count == 0)
        {
            yield return (null, token => finder.InHistoryAsync(history!, token));
        }
    }

    private async IAsyncEnumerable<DbaBackup> OnServerAsync(ServerTarget server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = await _runtime.Sessions.ResolveAsync(server, null, new ConnectOptions(), cancellationToken);
        await foreach (var backup in session.Require<IServerBackups>().ListAsync(session.Origin(), cancellationToken))
        {
            yield return backup;
        }
    }

    private static bool Wanted(BackupListRequest request, DbaBackup backup) =>
        NamePattern.Matches(request.Database, backup.Database ?? "")
        && (request.BackupId.Count == 0 || request.BackupId.Contains(backup.BackupId, StringComparer.OrdinalIgnoreCase))
        && (request.Since is not { } since || backup.End is null || backup.End >= since)
        && (request.Until is not { } until || backup.End is null || backup.End <= until)
        && !(request.Newest && backup.Status != "Complete");

    /// <summary>The history; where folders are named it only adds what is known of verifications, so without it the list goes on.</summary>
    private async Task<IHistoryStore?> TryHistoryAsync(BackupListRequest request, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (request.Path.Count + request.Server.Count == 0)
        {
            return await _runtime.History.OpenAsync(cancellationToken);
        }
        if (!_runtime.History.MayExist)
        {
            return null;
        }
        try
        {
            return await _runtime.History.OpenAsync(cancellationToken);
        }
        catch (DbaException failure)
        {
            pipeline.Verbose($"Without the history: {failure.Message}");
            return null;
        }
    }

    private static async Task<Dictionary<string, (DateTimeOffset At, BackupVerification? Outcome)>> VerificationsAsync(IHistoryStore history, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, (DateTimeOffset, BackupVerification?)>(StringComparer.Ordinal);
        await foreach (var entry in history.ReadAsync(new HistoryQuery(BackupVerification.Kind), cancellationToken))
        {
            if (JsonSerializer.Deserialize(entry.Payload, BackupJson.Default.BackupVerification) is { } outcome)
            {
                newest[outcome.BackupId.ToString()] = (entry.At, outcome);
            }
        }
        return newest;
    }
}
