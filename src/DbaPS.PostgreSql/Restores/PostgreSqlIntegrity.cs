using System.Collections.Concurrent;
using System.Data.Common;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Restores;
using DbaPS.SlowQueries;
using DbaPS.Sql;

namespace DbaPS.PostgreSql.Restores;

/// <summary>Checks every table and B-tree index with the extension amcheck: pages and rows, the trees' order, and that each row is in each index.</summary>
internal sealed class PostgreSqlIntegrity : IIntegrityChecker
{
    private const int MostProblems = 100;

    private readonly PostgreSqlSession _session;

    public PostgreSqlIntegrity(PostgreSqlSession session) => _session = session;

    public async Task<IntegrityResult> CheckAsync(int jobs, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } schema)
        {
            return new IntegrityResult(null, 0, [], "the extension amcheck is not available on the server, or this login may not create it (Debian: postgresql-contrib).");
        }
        var targets = new ConcurrentQueue<(string Kind, long Id, string Name)>();
        await foreach (var target in _session.ReadAsync(
            SqlScript.Load<PostgreSqlSession>("Restores/IntegrityTargets.sql"), row => (row.Text("kind"), row.Int64("oid"), row.Text("name")), cancellationToken: cancellationToken))
        {
            targets.Enqueue(target);
        }
        var problems = new ConcurrentQueue<string>();
        long done = 0;
        await Workers.RunAsync(Enumerable.Range(0, Math.Clamp(targets.Count, 1, jobs)), async (_, token) =>
        {
            await using var connection = await _session.OpenAsync(token);
            while (problems.Count < MostProblems && targets.TryDequeue(out var target))
            {
                foreach (var problem in target.Kind == "index"
                    ? await CheckIndexAsync(connection, schema, target.Id, target.Name, token)
                    : await CheckTableAsync(connection, schema, target.Id, target.Name, token))
                {
                    problems.Enqueue(problem);
                }
                Interlocked.Increment(ref done);
            }
        }, cancellationToken);
        return new IntegrityResult("amcheck", done, [.. problems.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The schema amcheck is in, quoted; null when it can't be had. The database is one made for the check, so the extension may be added to it.</summary>
    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _session.OpenAsync(cancellationToken);
        const string Where = "SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'amcheck'";
        try
        {
            if (await ScalarAsync(connection, Where, cancellationToken) is string there)
            {
                return PostgreSqlNames.Quote(there);
            }
            if (await ScalarAsync(connection, "SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = 'amcheck'", cancellationToken) is null)
            {
                return null;
            }
            await ScalarAsync(connection, "CREATE SCHEMA dbaps_check", cancellationToken);
            await ScalarAsync(connection, "CREATE EXTENSION amcheck SCHEMA dbaps_check", cancellationToken);
            return "dbaps_check";
        }
        catch (DbException failure) when (failure.SqlState == "42501")
        {
            return null;
        }
        catch (DbException failure)
        {
            throw new DbaException(_session.Explain(failure));
        }
    }

    private async Task<IReadOnlyList<string>> CheckIndexAsync(PostgreSqlConnection connection, string schema, long id, string name, CancellationToken cancellationToken)
    {
        try
        {
            await ScalarAsync(connection, $"SELECT {schema}.bt_index_parent_check($1::int8::oid, true, true)", cancellationToken, id);
            return [];
        }
        catch (DbException failure) when (failure.SqlState is not null)
        {
            return [$"index {name}: {_session.Explain(failure).Message}"];
        }
    }

    private async Task<IReadOnlyList<string>> CheckTableAsync(PostgreSqlConnection connection, string schema, long id, string name, CancellationToken cancellationToken)
    {
        try
        {
            var first = await ScalarAsync(connection, $"SELECT pg_catalog.string_agg(x.msg, '; ') FROM (SELECT v.msg FROM {schema}.verify_heapam($1::int8::oid) v LIMIT 10) x", cancellationToken, id);
            return first is string text ? [$"table {name}: {text}"] : [];
        }
        catch (DbException failure) when (failure.SqlState is not null)
        {
            return [$"table {name}: {_session.Explain(failure).Message}"];
        }
    }

    private static async Task<object?> ScalarAsync(PostgreSqlConnection connection, string text, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Fixed texts with a quoted schema; values are parameters.
        command.CommandText = StatementMark.Add(text);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return await command.ExecuteScalarAsync(cancellationToken) is var found and not DBNull ? found : null;
    }
}
