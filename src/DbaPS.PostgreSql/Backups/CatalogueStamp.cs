using DbaPS.Sql;

namespace DbaPS.PostgreSql.Backups;

/// <summary>
/// Marks of all definitions at one moment. What a server says about a definition (pg_get_viewdef, an enum's label, a name) is of now and not
/// of the snapshot that asks, so a backup is of one moment only when what its snapshot sees was still unchanged after everything was read.
/// What came into being since does not matter: nothing the snapshot sees can refer to it.
/// </summary>
internal sealed class CatalogueStamp
{
    private const string Enum = "pg_enum";

    private readonly Dictionary<(string Catalogue, long Id), (string Stamp, string? Name)> _marks;

    private CatalogueStamp(IEnumerable<Mark> marks) => _marks = marks.ToDictionary(m => (m.Catalogue, m.Id), m => (m.Stamp, m.Name));

    /// <summary>As a snapshot sees them.</summary>
    public static async Task<CatalogueStamp> ReadAsync(SnapshotConnection connection, CancellationToken cancellationToken) =>
        new(await connection.ListAsync("BackupStamp", Map, cancellationToken));

    /// <summary>As they are now.</summary>
    public static async Task<CatalogueStamp> ReadAsync(PostgreSqlSession session, CancellationToken cancellationToken)
    {
        var marks = new List<Mark>();
        await foreach (var mark in session.ReadAsync(SnapshotConnection.Script("BackupStamp"), Map, cancellationToken: cancellationToken))
        {
            marks.Add(mark);
        }
        return new CatalogueStamp(marks);
    }

    /// <summary>The first definition that is gone or another by then; null when all are as they were.</summary>
    public string? FirstChange(CatalogueStamp later) =>
        Describe(_marks.FirstOrDefault(m => later._marks.GetValueOrDefault(m.Key).Stamp != m.Value.Stamp));

    /// <summary>The first enum label, or whatever rows may speak of, that is gone or called otherwise by then; null when none is.</summary>
    /// <param name="allNames">Names of all objects, for rows with columns such as regclass; else labels of enums only.</param>
    public string? FirstRenamed(CatalogueStamp later, bool allNames) =>
        Describe(_marks.FirstOrDefault(m => m.Value.Name is { } name && (allNames || m.Key.Catalogue == Enum) && later._marks.GetValueOrDefault(m.Key).Name != name));

    private static string? Describe(KeyValuePair<(string Catalogue, long Id), (string Stamp, string? Name)> mark) =>
        mark.Key.Catalogue is null ? null : mark.Value.Name is { } name ? $"{name} ({mark.Key.Catalogue})" : FormattableString.Invariant($"{mark.Key.Catalogue} {mark.Key.Id}");

    private static Mark Map(RowReader row) => new(row.Text("catalogue"), row.Int64("id"), row.Text("stamp"), row.TextOrNull("name"));

    private readonly record struct Mark(string Catalogue, long Id, string Stamp, string? Name);
}
