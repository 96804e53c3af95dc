using DbaPS.Sql;

namespace DbaPS.PostgreSql.Indexes;

/// <summary>Estimates what a rebuild of each B-tree would give back.</summary>
internal static class PostgreSqlIndexBloat
{
    /// <summary>Bytes by schema and name of the index. One that can't be estimated is not among them.</summary>
    public static async Task<IReadOnlyDictionary<(string Schema, string Index), long>> ReadAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        var shapes = new Dictionary<(string Schema, string Index), (long Size, BTreeShape Shape, List<BTreeColumn?> Columns)>();
        await foreach (var (name, size, shape, column) in session.ReadAsync(SqlScript.Load<PostgreSqlSession>("Indexes/IndexBloat.sql"), Read, cancellationToken: cancellationToken))
        {
            if (!shapes.TryGetValue(name, out var known))
            {
                shapes.Add(name, known = (size, shape, []));
            }
            known.Columns.Add(column);
        }
        var bloat = new Dictionary<(string Schema, string Index), long>();
        foreach (var (name, (size, shape, columns)) in shapes)
        {
            List<BTreeColumn> all = [.. columns.OfType<BTreeColumn>()];
            if (shape.Entries == 0 || all.Count == columns.Count)
            {
                bloat.Add(name, Math.Max(0, size - (shape with { Columns = all }).Size()));
            }
        }
        return bloat;
    }

    private static ((string Schema, string Index) Name, long Size, BTreeShape Shape, BTreeColumn? Column) Read(RowReader row) => (
        (row.Text("schema"), row.Text("index")),
        row.Int64("size_bytes"),
        new BTreeShape
        {
            Entries = row.DoubleOrNull("entries")!.Value,
            BlockSize = (int)row.Int64("block_size"),
            FillFactor = (int)row.Int64("fill_factor"),
            Deduplicates = row.Boolean("deduplicates"),
            Columns = [],
        },
        row.Int64OrNull("width") is { } width
            ? new BTreeColumn(width, row.DoubleOrNull("null_fraction")!.Value, row.DoubleOrNull("distinct_values")!.Value, (int)row.Int64("length"), Alignment(row.Text("alignment")))
            : null);

    private static int Alignment(string code) => code switch { "d" => 8, "i" => 4, "s" => 2, _ => 1 };
}
