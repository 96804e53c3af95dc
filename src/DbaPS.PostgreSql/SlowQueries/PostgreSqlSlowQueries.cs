using DbaPS.Errors;
using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.SlowQueries;

/// <summary>Statement counters from pg_stat_statements, in whatever schema it is.</summary>
internal sealed class PostgreSqlSlowQueries : ISlowQuerySource
{
    private readonly PostgreSqlSession _session;

    public PostgreSqlSlowQueries(PostgreSqlSession session) => _session = session;

    public async Task<StatementSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var found = await StatementPrerequisites.ReadAsync(_session, cancellationToken);
        var missing = found.Missing().ToList();
        if (missing.Count > 0)
        {
            throw new DbaException(StatementPrerequisites.Error(_session, missing));
        }
        var (takenAt, reset, evictions) = await _session.ReadFirstAsync(
            Load("Counters", found.Schema!),
            row => (row.Moment("taken_at")!.Value, row.Moment("stats_reset"), row.Int64OrNull("evictions")),
            cancellationToken: cancellationToken);
        var statements = new List<StatementCounters>();
        await foreach (var statement in _session.ReadAsync(Load(found.HasStartTimes ? "SlowQuery" : "SlowQuery.before17", found.Schema!), Read, cancellationToken: cancellationToken))
        {
            statements.Add(statement);
        }
        return new StatementSnapshot(takenAt, reset, evictions, statements);
    }

    /// <summary>A script with the extension's schema in its place.</summary>
    private static SqlScript Load(string name, string schema)
    {
        var script = SqlScript.Load<PostgreSqlSlowQueries>($"SlowQueries/{name}.sql");
        return script with { Text = script.Text.Replace("{schema}", PostgreSqlNames.Quote(schema), StringComparison.Ordinal) };
    }

    private static StatementCounters Read(RowReader row) => new()
    {
        QueryId = row.Text("query_id"),
        Database = row.TextOrNull("database"),
        User = row.TextOrNull("user"),
        Text = row.TextOrNull("text"),
        Calls = row.Int64("calls"),
        TotalMs = row.DoubleOrNull("total_ms") ?? 0,
        MaxMs = row.DoubleOrNull("max_ms"),
        Rows = row.Int64OrNull("rows"),
        LogicalReads = row.Int64OrNull("logical_reads"),
        PhysicalReads = row.Int64OrNull("physical_reads"),
        TempBytes = row.Int64OrNull("temp_bytes"),
        LogBytes = row.Int64OrNull("log_bytes"),
        PlanMs = row.DoubleOrNull("plan_ms"),
        Since = row.Moment("since"),
    };
}
