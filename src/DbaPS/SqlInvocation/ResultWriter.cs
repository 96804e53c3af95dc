using DbaPS.Connections;
using DbaPS.Pipeline;

namespace DbaPS.SqlInvocation;

/// <summary>Hands one result after another to the pipeline, in the form that was asked for.</summary>
internal abstract class ResultWriter
{
    private readonly DatabaseScope _scope;
    private readonly bool _appendServer;

    private protected ResultWriter(DatabaseScope scope, bool appendServer)
    {
        _scope = scope;
        _appendServer = appendServer;
    }

    public static ResultWriter For(SqlRequest request, DatabaseScope scope) => request.As switch
    {
        RowForm.Hashtable => new HashtableWriter(scope, request.AppendServer),
        RowForm.DataTable => new DataTableWriter(scope, request.AppendServer),
        RowForm.Scalar => new ScalarWriter(scope),
        _ => new ObjectWriter(scope, request.AppendServer),
    };

    /// <summary>Writes all rows of a result. A statement without rows writes nothing.</summary>
    public async Task WriteAsync(SqlResult result, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var hasRow = await result.ReadAsync(cancellationToken);
        if (result.Columns.Count == 0)
        {
            return;
        }
        List<string> originals = [.. result.Columns.Select(c => c.Name)];
        List<CellReader> cells = [.. result.Columns.Select(c => c.Cells)];
        if (_appendServer)
        {
            originals.InsertRange(0, ["Server", "Database"]);
            cells.InsertRange(0, [new ConstantCell<ServerReference>(_scope.Session.Server), new ConstantCell<string?>(_scope.Database)]);
        }
        await WriteAsync(new Rows(ColumnNames.MakeUnique(originals), originals, [.. cells], result), hasRow, pipeline, cancellationToken);
    }

    /// <param name="hasRow">True when the reader stands on the first row, false when there is none.</param>
    private protected abstract Task WriteAsync(Rows rows, bool hasRow, IPipeline pipeline, CancellationToken cancellationToken);

    private protected sealed record Rows(IReadOnlyList<string> Names, IReadOnlyList<string> Originals, CellReader[] Cells, SqlResult Result);
}
