using DbaPS.Errors;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.SlowQueries;

/// <summary>What pg_stat_statements is like in this database, and what it lacks.</summary>
internal sealed record StatementPrerequisites
{
    private static readonly Version Oldest = new(1, 9);

    /// <summary>The first with counters' own start times and the newer column names.</summary>
    private static readonly Version Renamed = new(1, 11);

    private readonly string _user;

    private StatementPrerequisites(string user) => _user = user;

    /// <summary>The schema the extension was created in; null when it was not.</summary>
    public string? Schema { get; private init; }

    /// <summary>True from 1.11, which came with 17: an upgraded server keeps the old extension until it is updated.</summary>
    public bool HasStartTimes => Version is { } version && version >= Renamed;

    private Version? Version { get; init; }

    private bool IsAvailable { get; init; }

    private bool IsLoaded { get; init; }

    /// <summary>Null where the login may not see them.</summary>
    private string? PreloadedLibraries { get; init; }

    private bool CountsIds { get; init; }

    private bool Tracks { get; init; }

    private bool ReadsAll { get; init; }

    public static async Task<StatementPrerequisites> ReadAsync(PostgreSqlSession session, CancellationToken cancellationToken) =>
        (await session.ReadFirstAsync(
            SqlScript.Load<StatementPrerequisites>("SlowQueries/Prerequisites.sql"),
            row => new StatementPrerequisites(session.User)
            {
                Schema = row.TextOrNull("schema"),
                Version = row.TextOrNull("extension_version") is { } version ? Version.Parse(version) : null,
                IsAvailable = row.TextOrNull("available_version") is not null,
                IsLoaded = row.Boolean("loaded"),
                PreloadedLibraries = row.TextOrNull("preloaded_libraries"),
                CountsIds = row.Text("query_ids") != "off",
                Tracks = row.TextOrNull("track") != "none",
                ReadsAll = row.Boolean("reads_all"),
            },
            cancellationToken: cancellationToken))!;

    /// <summary>Everything that must be added before statements are counted and can be read, in order.</summary>
    public IEnumerable<MissingPrerequisite> Missing()
    {
        if (!IsAvailable)
        {
            yield return new("the package with the extension pg_stat_statements on the server's machine (postgresql-contrib)", null);
        }
        if (!IsLoaded)
        {
            yield return new("the library pg_stat_statements in shared_preload_libraries (restart needed; a managed service has it in its parameter settings)", PreloadSql());
        }
        if (Version is null)
        {
            yield return new("the extension pg_stat_statements in this database", "CREATE EXTENSION pg_stat_statements;");
        }
        else if (Version < Oldest)
        {
            yield return new($"the extension pg_stat_statements at version {Oldest} or later (it is at {Version})", "ALTER EXTENSION pg_stat_statements UPDATE;");
        }
        if (!CountsIds)
        {
            yield return new("the setting compute_query_id (reload, no restart)", "ALTER SYSTEM SET compute_query_id = auto; SELECT pg_reload_conf();");
        }
        if (IsLoaded && !Tracks)
        {
            yield return new("the setting pg_stat_statements.track (reload, no restart)", "ALTER SYSTEM SET pg_stat_statements.track = top; SELECT pg_reload_conf();");
        }
        if (!ReadsAll)
        {
            yield return new($"the role pg_read_all_stats for {_user}", $"GRANT pg_read_all_stats TO {PostgreSqlNames.Quote(_user)};", IsGrant: true);
        }
    }

    /// <summary>The error that says all of it.</summary>
    public static DbaError Error(PostgreSqlSession session, IReadOnlyList<MissingPrerequisite> missing)
    {
        var what = string.Join("; ", missing.Select(m => m.Need));
        // Each on a line of its own: some end in a comment.
        var steps = string.Join("\n", missing.Select(m => m.FixSql ?? $"-- Add {m.Need}."));
        return missing.All(m => m.IsGrant)
            ? new("StatementCountersDenied", DbaErrorCategory.PermissionDenied, $"{session.Name} shows this login its own statements only: it lacks {what}.",
                $"Have a superuser run:\n{steps}")
            { Target = session.Name }
            : new("PgStatStatementsMissing", DbaErrorCategory.NotInstalled, $"{session.Name} does not count statements, or not in a way that can be read here. It lacks {what}.",
                $"Have a superuser run in database {PostgreSqlNames.Quote(session.Database!)} (DbaPS changes nothing here by itself):\n{steps}")
            { Target = session.Name };
    }

    private string PreloadSql()
    {
        if (PreloadedLibraries is null)
        {
            return "-- Restart needed. Keep what SHOW shared_preload_libraries lists, and add to it:\n-- ALTER SYSTEM SET shared_preload_libraries = …, 'pg_stat_statements';";
        }
        // Each library is a value of its own: one text with commas in it would be taken for one library's name.
        var libraries = PreloadedLibraries.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim('"')).Append("pg_stat_statements");
        return $"ALTER SYSTEM SET shared_preload_libraries = {string.Join(", ", libraries.Select(PostgreSqlNames.Literal))}; -- then restart the server";
    }
}
