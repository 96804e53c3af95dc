using DbaPS.Connections;
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
                await pipeline.WriteAsync(database, cancellationToken);
            }
        }
    }
}
