using DbaPS.Connections;
using DbaPS.Pipeline;

namespace DbaPS.SqlInvocation;

/// <summary>Rows as objects of a generated class. A value its property can't hold makes the property an object, from that row on.</summary>
internal sealed class ObjectWriter(DatabaseScope scope, bool appendServer) : ResultWriter(scope, appendServer)
{
    private protected override async Task WriteAsync(Rows rows, bool hasRow, IPipeline pipeline, CancellationToken cancellationToken)
    {
        if (!hasRow)
        {
            return;
        }
        var cells = rows.Cells;
        var shape = RowShape.Of(rows.Names, rows.Originals, cells);
        var reader = rows.Result.Reader;
        do
        {
            int misfit;
            object? row;
            while ((misfit = shape.Make(cells, reader, out row)) >= 0)
            {
                cells[misfit] = new AnyCell(cells[misfit]);
                shape = RowShape.Of(rows.Names, rows.Originals, cells);
            }
            await pipeline.WriteAsync(row!, cancellationToken);
        }
        while (await rows.Result.ReadAsync(cancellationToken));
    }
}
