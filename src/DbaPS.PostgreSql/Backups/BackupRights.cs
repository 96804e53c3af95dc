using DbaPS.Errors;

namespace DbaPS.PostgreSql.Backups;

/// <summary>What a login may not read although it belongs in a backup, and the grants that change it.</summary>
/// <param name="Kind"><c>schema</c>, <c>table</c>, <c>sequence</c>, <c>row security of</c>, <c>large object</c>.</param>
internal sealed record BackupRights(string Kind, string? Schema, string Name)
{
    public string DisplayName => $"{Kind} {(Schema is null ? Name : $"{Schema}.{Name}")}";

    public static Task<List<BackupRights>> MissingAsync(SnapshotConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync("BackupRights", row => new BackupRights(row.Text("kind"), row.TextOrNull("schema"), row.Text("name")), cancellationToken);

    /// <summary>One error that names all of them, with the statements that help.</summary>
    public static DbaError Error(PostgreSqlSession session, IReadOnlyList<BackupRights> missing)
    {
        var role = PostgreSqlNames.Quote(session.User);
        return PostgreSqlBackupErrors.RightsMissing(session.Name, session.User, [.. missing.Select(m => m.DisplayName)], [.. missing.Select(m => m.Grant(role)).Distinct()]);
    }

    private string Grant(string role) => Kind switch
    {
        "schema" => $"GRANT USAGE ON SCHEMA {PostgreSqlNames.Quote(Name)} TO {role};",
        "sequence" => $"GRANT SELECT ON SEQUENCE {PostgreSqlNames.Quote(Schema!, Name)} TO {role};",
        "large object" => $"GRANT SELECT ON LARGE OBJECT {Name} TO {role};",
        "table" => $"GRANT SELECT ON TABLE {PostgreSqlNames.Quote(Schema!, Name)} TO {role};",
        _ => $"ALTER ROLE {role} BYPASSRLS;",
    };
}
