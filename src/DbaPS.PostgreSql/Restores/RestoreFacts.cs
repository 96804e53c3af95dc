using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>What the target server has, as far as a restore depends on it.</summary>
internal sealed record RestoreFacts(
    bool CanCreate, bool IsSuperuser, bool CanMakeRoles, bool TargetExists, bool TargetIsTemplate, long TargetSessions, HashSet<string> Roles, HashSet<string> OwnRoles,
    HashSet<(string Member, string Role)> Memberships, HashSet<string> Extensions, HashSet<string> SuperuserExtensions, HashSet<string> Tablespaces, IReadOnlyList<string> Leftovers,
    IReadOnlyList<string> Retired, HashSet<string> LibcLocales, bool HasIcu, bool HasLz4, string Login)
{
    public static async Task<RestoreFacts> ReadAsync(PostgreSqlSession session, string target, CancellationToken cancellationToken) =>
        (await session.ReadFirstAsync(SqlScript.Load<PostgreSqlSession>("Restores/RestoreFacts.sql"), Map, new Dictionary<string, object?> { ["target"] = target }, cancellationToken))!;

    private static RestoreFacts Map(RowReader row) => new(
        row.Boolean("can_create"), row.Boolean("is_superuser"), row.Boolean("can_make_roles"), row.Boolean("target_exists"), row.Boolean("target_is_template"),
        row.Int64("target_sessions"), Set(row, "roles"), Set(row, "own_roles"),
        [.. row.Texts("members").Zip(row.Texts("groups"))], Set(row, "extensions"), Set(row, "superuser_extensions"), Set(row, "tablespaces"), row.Texts("leftovers"),
        row.Texts("retired"), Set(row, "libc_locales"), row.Boolean("has_icu"), row.Boolean("has_lz4"), row.Text("login"));

    private static HashSet<string> Set(RowReader row, string column) => row.Texts(column).ToHashSet(StringComparer.Ordinal);
}
