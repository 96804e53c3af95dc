using DbaPS.Connections;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Indexes;

/// <summary>Indexes of each database.</summary>
[Operation("Get", "DbaIndex", Summary = "Lists indexes with columns, size, use since a known moment, and validity.", Output = typeof(DbaIndex), Requires = [typeof(IIndexSource)])]
public sealed class GetIndex : DatabaseOperation<IndexListRequest>
{
    public GetIndex(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(IndexListRequest request, DatabaseScope scope, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await foreach (var index in scope.Require<IIndexSource>().ReadAsync(scope.Origin(), request.IncludeSystem, cancellationToken))
        {
            if (NamePattern.Matches(request.Schema, index.Schema) && NamePattern.Matches(request.Table, index.Table) && NamePattern.Matches(request.Index, index.Index))
            {
                await pipeline.WriteAsync(index, cancellationToken);
            }
        }
    }
}
