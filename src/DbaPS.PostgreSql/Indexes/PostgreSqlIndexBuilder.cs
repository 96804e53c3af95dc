using DbaPS.Errors;
using DbaPS.Indexes;
using DbaPS.Pipeline;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>Makes indexes concurrently.</summary>
internal sealed class PostgreSqlIndexBuilder : IIndexBuilder
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlIndexBuilder(PostgreSqlSession session) => _session = session;

    public Task<IndexPlan> PlanAsync(NewIndexRequest request, CancellationToken cancellationToken) => new PostgreSqlIndexPlanner(_session, request).PlanAsync(cancellationToken);

    public async Task<IndexState> BuildAsync(IndexPlan plan, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await new PostgreSqlIndexRun(_session, plan, pipeline).RunAsync(cancellationToken);
        return await PostgreSqlIndexRun.StateAsync(_session, plan.Schema, plan.Index, cancellationToken)
            ?? throw new DbaException(DbaErrors.ObjectMissing("index", plan.Index, _session.Name));
    }

    public async Task DropAsync(IndexPlan plan, CancellationToken cancellationToken)
    {
        await using var connection = await _session.OpenAsync(cancellationToken);
        try
        {
            await PostgreSqlIndexRun.ExecuteAsync(connection, plan.Steps[0].Sql, cancellationToken);
            foreach (var sql in plan.Undo)
            {
                await PostgreSqlIndexRun.ExecuteAsync(connection, sql, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new DbaException(_session.Explain(failure) with { Statement = plan.UndoSql });
        }
    }
}
