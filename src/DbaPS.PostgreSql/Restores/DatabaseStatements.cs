using DbaPS.Backups;

namespace DbaPS.PostgreSql.Restores;

/// <summary>The statements on the database as a whole.</summary>
internal static class DatabaseStatements
{
    /// <summary>Settings whose value is a list of names, each quoted where it needs it: the list of pg_dump's variable_is_guc_list_quote.</summary>
    private static readonly HashSet<string> NameLists = new(StringComparer.OrdinalIgnoreCase)
    {
        "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories",
    };

    /// <summary>Binds a setting to the database, to a role, or to a role in the database.</summary>
    /// <param name="database">Null for a role's own setting.</param>
    public static string Set(string? database, string? role, BackupSetting setting)
    {
        var on = (database, role) switch
        {
            (not null, null) => $"DATABASE {PostgreSqlNames.Quote(database)}",
            (null, not null) => $"ROLE {PostgreSqlNames.Quote(role)}",
            (not null, not null) => $"ROLE {PostgreSqlNames.Quote(role)} IN DATABASE {PostgreSqlNames.Quote(database)}",
            _ => "ROLE ALL",
        };
        var name = string.Join('.', setting.Name.Split('.').Select(PostgreSqlNames.Quote));
        var value = NameLists.Contains(setting.Name)
            ? string.Join(", ", SplitNames(setting.Value).Select(PostgreSqlNames.Literal))
            : PostgreSqlNames.Literal(setting.Value);
        return $"ALTER {on} SET {name} TO {(value.Length == 0 ? "''" : value)}";
    }

    /// <summary>Gives a finished database its final name, and what stood there before another one, in one transaction.</summary>
    public static IReadOnlyList<string> Swap(string temporary, string target, string? retired) =>
        retired is null ? [Rename(temporary, target)] : [Rename(target, retired), Rename(temporary, target)];

    public static string Rename(string from, string to) => $"ALTER DATABASE {PostgreSqlNames.Quote(from)} RENAME TO {PostgreSqlNames.Quote(to)}";

    public static string Drop(string name) => $"DROP DATABASE IF EXISTS {PostgreSqlNames.Quote(name)} WITH (FORCE)";

    /// <summary>The names of a list as the server writes it: commas between, double quotes where needed.</summary>
    internal static IEnumerable<string> SplitNames(string value)
    {
        for (var at = 0; at < value.Length;)
        {
            if (value[at] is ',' or ' ')
            {
                at++;
            }
            else if (value[at] == '"')
            {
                var name = new System.Text.StringBuilder();
                for (at++; at < value.Length && !(value[at] == '"' && (at + 1 >= value.Length || value[at + 1] != '"')); at++)
                {
                    name.Append(value[at]);
                    at += value[at] == '"' ? 1 : 0;
                }
                at++;
                yield return name.ToString();
            }
            else
            {
                var end = value.IndexOf(',', at);
                end = end < 0 ? value.Length : end;
                yield return value[at..end].Trim();
                at = end;
            }
        }
    }
}
