using DbaPS.Backups;
using DbaPS.PostgreSql.Backups;

namespace DbaPS.PostgreSql.Digests;

/// <summary>A table of a manifest as it stands in a live database, to be read in the manifest's columns, key and forms.</summary>
/// <param name="Source">Its columns and key in the manifest's order; null where it can't be read that way.</param>
/// <param name="Problem">Why not; null where it can.</param>
internal sealed record LiveTable(BackupTable Table, TableSource? Source, bool IsBinary, string? Problem)
{
    public static LiveTable Find(BackupTable table, IReadOnlyDictionary<(string Schema, string Name), TableSource> sources)
    {
        if (!sources.TryGetValue((table.Schema ?? "", table.Name), out var found))
        {
            return Unreadable("the table is not there.");
        }
        if (!found.IsReadable)
        {
            return Unreadable("this login may not read it.");
        }
        if (found.RelationKind == 'm' && !found.IsPopulated)
        {
            return Unreadable("the materialized view was not computed.");
        }
        var columns = new List<SourceColumn>();
        foreach (var column in table.Columns)
        {
            if (found.Columns.FirstOrDefault(c => c.Name == column.Name) is not { } match)
            {
                return Unreadable($"it has no column '{column.Name}'.");
            }
            columns.Add(match);
        }
        // A view's rows were only digested, in the format its columns allow.
        var source = found with { Columns = columns, KeyColumns = table.Key };
        var binary = table.Format == "binary" || (table.Format == "none" && source.IsBinary);
        foreach (var (wanted, column) in table.Columns.Zip(columns))
        {
            var form = binary ? column.ValueType.Form : column.ValueType.TextForm;
            if (form.Name != wanted.Form)
            {
                return Unreadable($"its column '{column.Name}' is {column.Type} and digests as {form.Name}, not as {wanted.Form}.");
            }
        }
        return table.Key.Count == source.Key.Count ? new LiveTable(table, source, binary, null) : Unreadable("its key has other columns.");

        LiveTable Unreadable(string problem) => new(table, null, false, problem);
    }

    /// <summary>A parser for its rows, from the server or from a backup's file.</summary>
    public CopyParser Parser(IRowSink sink) => CopyParser.Create(IsBinary, [.. Source!.Columns.Select(c => c.ValueType)], Source.Key, sink);

    /// <summary>Reads a part of its rows.</summary>
    public Task ReadAsync(PostgreSqlSession session, SnapshotConnection connection, CopyChunk chunk, IRowSink sink, CancellationToken cancellationToken) =>
        CopyReader.ReadAsync(session, connection.Connection, chunk, [.. Source!.Columns.Select(c => c.Name)], IsBinary, Parser(sink), null, cancellationToken);

    /// <summary>All its rows in one go.</summary>
    public CopyChunk Whole => new(Source!, null, null, 0, Source!.Bytes ?? 0);
}
