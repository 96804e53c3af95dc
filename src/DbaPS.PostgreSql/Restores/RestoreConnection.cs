using System.Data.Common;
using DbaPS.Errors;
using DbaPS.SlowQueries;

namespace DbaPS.PostgreSql.Restores;

/// <summary>One connection to the database being restored, set up so that no setting of server, role or user changes what is restored.</summary>
internal sealed class RestoreConnection : IAsyncDisposable
{
    private const int MostStatements = 100;
    private const string Deadlock = "40P01";
    private const int MostAttempts = 6;

    private static readonly string[] Preamble =
    [
        "SET statement_timeout = 0",
        "SET lock_timeout = 0",
        "SET idle_in_transaction_session_timeout = 0",
        "SET check_function_bodies = off",
        "SET xmloption = content",
        "SET row_security = off",
        "SET client_min_messages = warning",
        "SET escape_string_warning = off",
        "SET default_tablespace = ''",
        "SET default_table_access_method = heap",
        // Nothing of it counts before the final rename, whose commit waits for the disk.
        "SET synchronous_commit = off",
        "SET search_path = ''",
    ];

    private readonly PostgreSqlSession _session;

    private RestoreConnection(PostgreSqlSession session, PostgreSqlConnection connection)
    {
        _session = session;
        Driver = connection;
    }

    public PostgreSqlConnection Driver { get; }

    public static async Task<RestoreConnection> OpenAsync(PostgreSqlSession session, bool standardStrings, CancellationToken cancellationToken)
    {
        var connection = new RestoreConnection(session, await session.OpenAsync(cancellationToken));
        try
        {
            IEnumerable<string> settings = [.. Preamble, $"SET standard_conforming_strings = {(standardStrings ? "on" : "off")}"];
            if (session.Version.Major >= 17)
            {
                settings = [.. settings, "SET transaction_timeout = 0"];
            }
            if (connection.Driver.PostgresParameters.GetValueOrDefault("server_encoding") == "SQL_ASCII")
            {
                // Such a database takes any bytes, but only from a client that does not claim to know their encoding.
                settings = [.. settings, "SET client_encoding = 'SQL_ASCII'"];
            }
            await connection.RunAsync(settings, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs statements in order, each as it is, in transactions of at most a hundred.</summary>
    /// <exception cref="DbaException">The first that fails, with its text.</exception>
    public async Task RunAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var part in statements.Chunk(MostStatements))
        {
            await RunTogetherAsync(part, cancellationToken);
        }
    }

    /// <summary>Runs statements in one transaction, and once more when others were in each other's way.</summary>
    public async Task RunTogetherAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var batch = Driver.CreateBatch();
                foreach (var statement in statements)
                {
                    var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Statements of the archive, each checked when it was read, or written by a builder.
                    command.CommandText = StatementMark.Add(statement);
#pragma warning restore CA2100
                    batch.BatchCommands.Add(command);
                }
                batch.Timeout = 0;
                await batch.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (DbException failure) when (failure.SqlState == Deadlock && attempt < MostAttempts)
            {
                await Task.Delay(50 * attempt, cancellationToken);
            }
            catch (DbException failure)
            {
                var error = _session.Explain(failure);
                throw new DbaException(error with { Statement = error.Statement ?? Shorten(failure.BatchCommand is { } failed ? StatementMark.Remove(failed.CommandText) : null) });
            }
        }
    }

    /// <summary>Runs one statement with values.</summary>
    public async Task RunAsync(string statement, CancellationToken cancellationToken, params object[] values)
    {
        try
        {
            await using var command = Driver.CreateCommand();
#pragma warning disable CA2100 // Fixed texts; values are parameters.
            command.CommandText = StatementMark.Add(statement);
#pragma warning restore CA2100
            foreach (var value in values)
            {
                var parameter = command.CreateParameter();
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException failure)
        {
            throw new DbaException(_session.Explain(failure));
        }
    }

    /// <summary>Streams data in the server's bulk format into a table.</summary>
    /// <param name="copy">The whole COPY … FROM STDIN.</param>
    /// <returns>Bytes sent.</returns>
    public async Task<long> CopyAsync(string copy, bool binary, Stream data, CancellationToken cancellationToken)
    {
        try
        {
            return binary ? await CopyBinaryAsync(copy, data, cancellationToken) : await CopyTextAsync(copy, data, cancellationToken);
        }
        catch (DbException failure)
        {
            throw new DbaException(_session.Explain(failure));
        }
    }

    public ValueTask DisposeAsync() => Driver.DisposeAsync();

    private async Task<long> CopyBinaryAsync(string copy, Stream data, CancellationToken cancellationToken)
    {
        var target = await Driver.BeginRawBinaryCopyAsync(StatementMark.Add(copy), cancellationToken);
        try
        {
            return await PumpAsync(data, target, cancellationToken);
        }
        catch
        {
            await target.CancelAsync();
            throw;
        }
        finally
        {
            await target.DisposeAsync();
        }
    }

    private async Task<long> CopyTextAsync(string copy, Stream data, CancellationToken cancellationToken)
    {
        // The writer's own stream takes the bytes as they are, without decoding and encoding them again.
        var target = await Driver.BeginTextImportAsync(StatementMark.Add(copy), cancellationToken);
        try
        {
            return await PumpAsync(data, ((StreamWriter)(TextWriter)target).BaseStream, cancellationToken);
        }
        catch
        {
            await target.CancelAsync();
            throw;
        }
        finally
        {
            await target.DisposeAsync();
        }
    }

    private static async Task<long> PumpAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            long total = 0;
            int read;
            while ((read = from.Read(buffer, 0, buffer.Length)) > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                total += read;
            }
            return total;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string? Shorten(string? statement) => statement is { Length: > 500 } ? statement[..500] + "…" : statement;
}
