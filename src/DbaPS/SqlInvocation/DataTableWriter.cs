using System.Data;
using System.Globalization;
using DbaPS.Connections;
using DbaPS.Pipeline;

namespace DbaPS.SqlInvocation;

/// <summary>A result as one DataTable. A column whose values have several types is one of objects.</summary>
internal sealed class DataTableWriter(DatabaseScope scope, bool appendServer) : ResultWriter(scope, appendServer)
{
    private int _results;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000", Justification = "The table is the result; it belongs to whoever receives it.")]
    private protected override async Task WriteAsync(Rows rows, bool hasRow, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var table = new DataTable(string.Create(CultureInfo.InvariantCulture, $"Result{++_results}")) { Locale = CultureInfo.InvariantCulture };
        for (var i = 0; i < rows.Cells.Length; i++)
        {
            var type = rows.Cells[i].ValueType;
            table.Columns.Add(new DataColumn(rows.Names[i], Nullable.GetUnderlyingType(type) ?? type) { Caption = rows.Originals[i] });
        }
        var values = new object?[rows.Cells.Length];
        table.BeginLoadData();
        for (; hasRow; hasRow = await rows.Result.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = rows.Cells[i].Read(rows.Result.Reader);
                var type = table.Columns[i].DataType;
                if (values[i] is { } value && !type.IsInstanceOfType(value))
                {
                    table = Widen(table, i);
                }
            }
            table.Rows.Add(values);
        }
        table.EndLoadData();
        table.AcceptChanges();
        await pipeline.WriteAsync(table, cancellationToken);
    }

    /// <summary>The same table with one column of objects: a column that has rows can't change its type.</summary>
    private static DataTable Widen(DataTable table, int column)
    {
        var wider = table.Clone();
        wider.Columns[column].DataType = typeof(object);
        wider.BeginLoadData();
        foreach (DataRow row in table.Rows)
        {
            wider.Rows.Add(row.ItemArray);
        }
        table.Dispose();
        return wider;
    }
}
