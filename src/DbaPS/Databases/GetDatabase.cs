using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.History;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Databases;

/// <summary>Databases of each server.</summary>
[Operation("Get", "DbaDatabase", Summary = "Lists databases with size, owner, state, encoding and last backup.", Output = typeof(DbaDatabase), Requires = [typeof(IDatabaseSource)])]
public sealed class GetDatabase : ServerOperation<DatabaseListRequest>
{
    public GetDatabase(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(DatabaseListRequest request, DbaSession session, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await foreach (var database in session.Require<IDatabaseSource>().ReadAsync(session.Origin(), request.IncludeSystem, cancellationToken))
        {
            if (NamePattern.Matches(request.Database, database.Name) && (request.ExcludeDatabase.Count == 0 || !NamePattern.Matches(request.ExcludeDatabase, database.Name)))
            {
                await pipeline.WriteAsync(database with { LastBackup = database.LastBackup ?? await LastBackupAsync(session, database.Name, cancellationToken) }, cancellationToken);
            }
        }
    }

    /// <summary>The end of the newest backup of that database on that server, whichever login or database the backup's session was in.</summary>
    private async Task<DateTimeOffset?> LastBackupAsync(DbaSession session, string database, CancellationToken cancellationToken)
    {
        var history = await Runtime.History.OpenAsync(cancellationToken);
        var newestFirst = new HistoryQuery(BackupRecord.Kind) { Database = database, Newest = true };
        await foreach (var entry in history.ReadAsync(newestFirst, cancellationToken))
        {
            if (ServerAddress.Parse(entry.Server).IsSameServer(ServerAddress.Parse(session.Server.Address)))
            {
                return entry.At;
            }
        }
        return null;
    }
}
