using DbaPS.MySql.Backups;
using DbaPS.Restores;

namespace DbaPS.MySql.Restores;

/// <summary>CHECK TABLE for every table, and every foreign key followed.</summary>
internal sealed class MySqlIntegrity(MySqlSession session) : IIntegrityChecker
{
    public async Task<IntegrityResult> CheckAsync(int jobs, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var (tried, judged) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        await using var connection = await session.OpenAsync(cancellationToken);
        var tables = await TableSources.ReadAsync(session, connection, cancellationToken);
        foreach (var table in tables.Where(t => t.HasRows))
        {
            tried.Add(table.Name);
            await using var command = MySqlSession.Command(connection, $"CHECK TABLE {MySqlNames.Quote(table.Name)}");
            await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
            while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
            {
                // Table, Op, Msg_type, Msg_text; an engine that has no check gives a note and no status.
                var (kind, text) = (reader.GetString(2), reader.GetString(3));
                if (kind == "status")
                {
                    judged.Add(table.Name);
                }
                if (kind is "error" or "Error" or "warning" || (kind == "status" && text is not ("OK" or "Table is already up to date")))
                {
                    problems.Add($"{table.Name}: {text}");
                }
            }
        }
        var (orphans, keys) = await ForeignKeyCheck.RunAsync(session, cancellationToken);
        return new IntegrityResult("CHECK TABLE", judged.Count + keys, [.. problems, .. orphans], Unchecked([.. tried.Where(t => !judged.Contains(t))]));
    }

    private static string? Unchecked(IReadOnlyList<string> tables) => tables.Count == 0 ? null : $"the server has no check for the engine of {string.Join(", ", tables)}.";
}
