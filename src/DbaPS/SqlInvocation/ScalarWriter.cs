using DbaPS.Connections;
using DbaPS.Pipeline;

namespace DbaPS.SqlInvocation;

/// <summary>The first value of each result. NULL and no row write nothing, which PowerShell reads as null.</summary>
internal sealed class ScalarWriter(DatabaseScope scope) : ResultWriter(scope, appendServer: false)
{
    private protected override async Task WriteAsync(Rows rows, bool hasRow, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (hasRow && rows.Cells[0].Read(rows.Result.Reader) is { } value)
        {
            await pipeline.WriteAsync(value, cancellationToken);
        }
    }
}
