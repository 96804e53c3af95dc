using DbaPS.Connections;
using DbaPS.Operations;
using DbaPS.Pipeline;

namespace DbaPS.Tables;

/// <summary>Tables of each database.</summary>
[Operation("Get", "DbaTable", Summary = "Lists tables with rows, size, keys, partitioning and comments.", Output = typeof(DbaTable), Requires = [typeof(ITableSource)])]
public sealed class GetTable : DatabaseOperation<TableListRequest>
{
    public GetTable(DbaRuntime runtime)
        : base(runtime)
    {
    }

    protected override async Task RunAsync(TableListRequest request, DatabaseScope scope, IPipeline pipeline, CancellationToken cancellationToken)
    {
        await foreach (var table in scope.Require<ITableSource>().ReadAsync(scope.Origin(), request.IncludeSystem, cancellationToken))
        {
            if (NamePattern.Matches(request.Schema, table.Schema) && NamePattern.Matches(request.Table, table.Name))
            {
                await pipeline.WriteAsync(table, cancellationToken);
            }
        }
    }
}
