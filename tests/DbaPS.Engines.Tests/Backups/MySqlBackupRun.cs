using DbaPS.Backups;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>What specs of backups of MySQL and MariaDB have in common.</summary>
public abstract class MySqlBackupRun<TServer>(TServer server) : BackupRun<TServer>(server)
    where TServer : SharedMySql
{
    /// <summary>Returns once the backup has begun with a table's rows, or is over.</summary>
    protected async Task UntilRowsAreReadAsync(BackupRequest request, Task backingUp)
    {
        while (!backingUp.IsCompleted && !(Directory.Exists(request.Path) && Directory.EnumerateFiles(request.Path, "t*.txt*", SearchOption.AllDirectories).Any()))
        {
            await Task.Delay(2, Token);
        }
    }

    /// <summary>Rows of an account table, each with a balance of 100.</summary>
    protected static IEnumerable<string> Fill(string table, int rows)
    {
        yield return $"INSERT INTO {table} VALUES (1, 100, REPEAT('x', 60))";
        for (var have = 1; have < rows; have *= 2)
        {
            yield return $"INSERT INTO {table} SELECT id + {have}, balance, filler FROM {table} WHERE id + {have} <= {rows}";
        }
    }

    protected long Balances(BackupReader reader, BackupTable table) => Lines(reader, table).Sum(l => long.Parse(l.Split('\t')[1], System.Globalization.CultureInfo.InvariantCulture));

    protected IEnumerable<string> Lines(BackupReader reader, BackupTable table)
    {
        using var content = new StreamReader(reader.OpenVerified(table.Files.Single(), Token));
        while (content.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
