using System.Data.Common;
using DbaPS.Errors;
using DbaPS.SlowQueries;

namespace DbaPS.PostgreSql.Restores;

/// <summary>The statements of a restore that concern the server: databases and roles.</summary>
internal sealed class RestoreServer
{
    private const string InUse = "55006";
    private const int SwapAttempts = 10;

    private static readonly TimeSpan CleaningTime = TimeSpan.FromSeconds(60);

    private readonly PostgreSqlSession _session;

    public RestoreServer(PostgreSqlSession session) => _session = session;

    /// <summary>Says of an unfinished database what it is, for whoever finds it after a crash.</summary>
    public static string Mark(string name, Guid backup) =>
        $"COMMENT ON DATABASE {PostgreSqlNames.Quote(name)} IS {PostgreSqlNames.Literal($"Unfinished restore of backup {backup} by DbaPS. Drop it when no restore is running.")}";

    /// <summary>Each statement in a transaction of its own: databases are not made in a shared one.</summary>
    public async Task RunAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await _session.OpenAsync(cancellationToken);
        foreach (var statement in statements.Prepend("SET synchronous_commit = on").Prepend("SET statement_timeout = 0"))
        {
            await ExecuteAsync(connection, [statement], cancellationToken);
        }
    }

    public async Task RunTogetherAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await _session.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, statements, cancellationToken);
    }

    /// <summary>Puts the finished database in its place. What stood there loses its sessions and, in the same transaction, its name.</summary>
    public async Task SwapAsync(string temporary, string target, string? retired, CancellationToken cancellationToken)
    {
        await using var connection = await _session.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, ["SET synchronous_commit = on"], cancellationToken);
        if (retired is null)
        {
            await ExecuteAsync(connection, DatabaseStatements.Swap(temporary, target, null), cancellationToken);
            return;
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // The renaming locks the name and waits for sessions that are going; one that came in between is met the next time.
                await ExecuteAsync(
                    connection,
                    [$"SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = {PostgreSqlNames.Literal(target)}", .. DatabaseStatements.Swap(temporary, target, retired)],
                    cancellationToken);
                return;
            }
            catch (DbaException failure) when (failure.Error.NativeCode == InUse && attempt < SwapAttempts)
            {
                await Task.Delay(20 * attempt, cancellationToken);
            }
        }
    }

    /// <summary>Drops a database with everything in it, also after a cancellation.</summary>
    /// <returns>Null when it is gone; otherwise why it is not.</returns>
    public async Task<string?> TryDropAsync(string name)
    {
        using var limit = new CancellationTokenSource(CleaningTime);
        try
        {
            await DropSubscriptionsAsync(name, limit.Token);
            await RunAsync([DatabaseStatements.Drop(name)], limit.Token);
            return null;
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            return failure.Message;
        }
    }

    /// <summary>Ends the login's membership in roles that it only needed to give them objects.</summary>
    /// <returns>What the user should know when that does not work.</returns>
    public async Task<IReadOnlyList<string>> TryReturnAsync(IReadOnlyList<string> roles)
    {
        using var limit = new CancellationTokenSource(CleaningTime);
        try
        {
            await RunAsync(roles.Select(r => $"REVOKE {PostgreSqlNames.Quote(r)} FROM CURRENT_USER"), limit.Token);
            return [];
        }
        catch (Exception failure) when (failure is DbaException or OperationCanceledException)
        {
            return [$"This login is still a member of {string.Join(", ", roles)}: {failure.Message}"];
        }
    }

    /// <summary>Takes back roles this restore made; one that something came to depend on stays.</summary>
    public async Task TryDropRolesAsync(IEnumerable<string> roles)
    {
        using var limit = new CancellationTokenSource(CleaningTime);
        foreach (var role in roles)
        {
            try
            {
                await RunAsync([$"DROP ROLE IF EXISTS {PostgreSqlNames.Quote(role)}"], limit.Token);
            }
            catch (Exception failure) when (failure is DbaException or OperationCanceledException)
            {
                // It owns something elsewhere by now, so it is no longer only ours.
            }
        }
    }

    /// <summary>A database with subscriptions can't be dropped. They are cut from their slots first: those belong to the source.</summary>
    private async Task DropSubscriptionsAsync(string name, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await using (var connection = await _session.OpenAsync(cancellationToken))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT s.subname FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = $1";
            var parameter = command.CreateParameter();
            parameter.Value = name;
            command.Parameters.Add(parameter);
            try
            {
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    names.Add(reader.GetString(0));
                }
            }
            catch (DbException failure)
            {
                throw new DbaException(_session.Explain(failure));
            }
        }
        if (names.Count == 0)
        {
            return;
        }
        await using var inside = (PostgreSqlSession)await _session.ForDatabaseAsync(name, cancellationToken);
        foreach (var subscription in names.Select(PostgreSqlNames.Quote))
        {
            await new RestoreServer(inside).RunAsync(
                [$"ALTER SUBSCRIPTION {subscription} DISABLE", $"ALTER SUBSCRIPTION {subscription} SET (slot_name = NONE)", $"DROP SUBSCRIPTION {subscription}"], cancellationToken);
        }
    }

    private async Task ExecuteAsync(PostgreSqlConnection connection, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        try
        {
            await using var batch = connection.CreateBatch();
            foreach (var statement in statements)
            {
                var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Written by the builders, names and values quoted.
                command.CommandText = StatementMark.Add(statement);
#pragma warning restore CA2100
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException failure)
        {
            throw new DbaException(_session.Explain(failure));
        }
    }
}
