using System.Collections;
using DbaPS.Connections;
using DbaPS.Pipeline;

namespace DbaPS.SqlInvocation;

/// <summary>Rows as hashtables.</summary>
internal sealed class HashtableWriter(DatabaseScope scope, bool appendServer) : ResultWriter(scope, appendServer)
{
    private protected override async Task WriteAsync(Rows rows, bool hasRow, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var reader = rows.Result.Reader;
        for (; hasRow; hasRow = await rows.Result.ReadAsync(cancellationToken))
        {
            var row = new Hashtable(rows.Names.Count, StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < rows.Cells.Length; i++)
            {
                row[rows.Names[i]] = rows.Cells[i].Read(reader);
            }
            await pipeline.WriteAsync(row, cancellationToken);
        }
    }
}
