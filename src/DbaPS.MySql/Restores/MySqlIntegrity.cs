using DbaPS.MySql.Backups;
using DbaPS.Restores;

namespace DbaPS.MySql.Restores;

/// <summary>CHECK TABLE for every table, and every foreign key followed.</summary>
internal sealed class MySqlIntegrity(MySqlSession session) : IIntegrityChecker
{
    public async Task<IntegrityResult> CheckAsync(int jobs, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        await using var connection = await session.OpenAsync(cancellationToken);
        var tables = await TableSources.ReadAsync(session, connection, cancellationToken);
        foreach (var table in tables.Where(t => t.HasRows))
        {
            await using var command = MySqlSession.Command(connection, $"CHECK TABLE {MySqlNames.Quote(table.Name)}");
            await using var reader = await session.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
            while (await session.TryAsync(() => reader.ReadAsync(cancellationToken)))
            {
                // Table, Op, Msg_type, Msg_text; a note tells of an engine that has no check.
                var (kind, text) = (reader.GetString(2), reader.GetString(3));
                if (kind is "error" or "Error" or "warning" || (kind == "status" && text is not ("OK" or "Table is already up to date")))
                {
                    problems.Add($"{table.Name}: {text}");
                }
            }
        }
        var (orphans, keys) = await ForeignKeyCheck.RunAsync(session, cancellationToken);
        return new IntegrityResult("CHECK TABLE", tables.Count + keys, [.. problems, .. orphans]);
    }
}
