using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace DbaPS.Testing.Servers;

/// <summary>
/// Another program that works on a SQLite file. It has to be another process: file locks are a process's, so two copies of the library in
/// one process (the tests' and the part's) would not see each other's.
/// </summary>
public sealed class SqliteProgram : IAsyncDisposable
{
    private const string Variable = "DBAPS_TEST_SQLITE_PROGRAM";

    private readonly Process _process;
    private bool _ended;

    private SqliteProgram(Process process) => _process = process;

    /// <summary>Starts this test program again, with the one test that calls <see cref="RunAsync"/>, and waits until it works.</summary>
    /// <param name="database">The file.</param>
    /// <param name="test">The full name of the explicit test's class.</param>
    /// <param name="once">Run once at the start; what it locks stays locked.</param>
    /// <param name="repeated">Run over and over; null to only hold what <paramref name="once"/> locked.</param>
    public static async Task<SqliteProgram> StartAsync(string database, Type test, string once, string? repeated, CancellationToken cancellationToken)
    {
        var host = Environment.ProcessPath!;
        var info = new ProcessStartInfo(host) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            info.ArgumentList.Add(test.Assembly.Location);
        }
        foreach (var argument in new[] { "-explicit", "only", "-class", test.FullName! })
        {
            info.ArgumentList.Add(argument);
        }
        var ready = Path.Combine(Path.GetDirectoryName(database)!, $"{Guid.NewGuid():N}.ready");
        info.Environment[Variable] = string.Join('\n', database, ready, once, repeated);
        var program = new SqliteProgram(Process.Start(info)!);
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        while (!File.Exists(ready))
        {
            if (program._process.HasExited)
            {
                throw new InvalidOperationException("The other program ended before it worked.");
            }
            await Task.Delay(20, cancellationToken);
        }
        File.Delete(ready);
        return program;
    }

    /// <summary>The other program's work, until it is killed.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var told = Environment.GetEnvironmentVariable(Variable)?.Split('\n') ?? throw new InvalidOperationException($"It runs only as another test's program ({Variable}).");
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = told[0], Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = told[2];
        await command.ExecuteNonQueryAsync(cancellationToken);
        await File.WriteAllTextAsync(told[1], "", cancellationToken);
        while (true)
        {
            if (told[3].Length == 0)
            {
                await Task.Delay(100, cancellationToken);
                continue;
            }
            command.CommandText = told[3];
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Kills it, as a crash would.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }
        _ended = true;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
