using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.MySql.SlowQueries;

/// <summary>What a server has to tell about its statements, and what is missing for more.</summary>
/// <param name="HasDigests">The performance schema counts statements, and this login may read it.</param>
/// <param name="HasSlowLog">Slow statements go to the table mysql.slow_log, and this login may read it.</param>
/// <param name="Missing">What to add for digests, with the statement that does; none when they are there.</param>
internal sealed record StatementPrerequisites(bool HasDigests, bool HasSlowLog, IReadOnlyList<(string Need, string FixSql)> Missing)
{
    private const int Consumers = 2;

    public static async Task<StatementPrerequisites> ReadAsync(MySqlSession session, CancellationToken cancellationToken)
    {
        var found = await session.ReadFirstAsync(
            Load("Prerequisites"), row => (Schema: row.Boolean("performance_schema"), Log: row.Boolean("slow_query_log"), Output: row.Text("log_output")), cancellationToken: cancellationToken);
        var missing = new List<(string, string)>();
        var account = MySqlNames.Account(session.User);
        if (!found.Schema)
        {
            missing.Add(("the performance schema, which is off", "-- In the server's option file, then restart it: [mysqld] performance_schema = ON"));
        }
        else
        {
            switch (await TryAsync(session, "Consumers", row => row.Int64("digests"), cancellationToken))
            {
                case null:
                    missing.Add(("the right to read the performance schema", $"GRANT SELECT ON performance_schema.* TO {account};"));
                    break;
                case < Consumers:
                    missing.Add(("the consumers of statement digests, which are off", "UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME IN ('global_instrumentation', 'thread_instrumentation', 'statements_digest');"));
                    break;
            }
        }
        var logs = found.Log && found.Output.Split(',').Contains("TABLE", StringComparer.OrdinalIgnoreCase);
        var readable = logs && await TryAsync(session, "SlowLog", _ => 0L, cancellationToken, limited: true) is not null;
        return new StatementPrerequisites(missing.Count == 0, readable, missing);
    }

    public static SqlScript Load(string name) => SqlScript.Load<StatementPrerequisites>($"SlowQueries/{name}.sql");

    public DbaError Error(MySqlSession session) =>
        new("StatementCountersMissing", DbaErrorCategory.NotInstalled, $"{session.Name} keeps no counters of statements this login could read: it lacks {string.Join(" and ", Missing.Select(m => m.Need))}.",
            $"Run: {string.Join(" ", Missing.Select(m => m.FixSql))} Without a restart, the slow log serves too: SET GLOBAL log_output = 'TABLE', GLOBAL slow_query_log = ON, GLOBAL long_query_time = 0.1; with GRANT SELECT ON mysql.slow_log TO {MySqlNames.Account(session.User)}.")
        { Target = session.Name };

    /// <summary>A figure; null where the login may not read it.</summary>
    private static async Task<long?> TryAsync(MySqlSession session, string script, Func<RowReader, long> read, CancellationToken cancellationToken, bool limited = false)
    {
        try
        {
            var loaded = Load(script);
            return await session.ReadFirstAsync(limited ? loaded with { Text = $"{loaded.Text}\nLIMIT 0" } : loaded, row => (long?)read(row), cancellationToken: cancellationToken) ?? 0;
        }
        catch (DbaException refused) when (refused.Error.Category == DbaErrorCategory.PermissionDenied)
        {
            return null;
        }
    }
}
