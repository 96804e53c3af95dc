using DbaPS.Backups;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Restores;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>Backups and restores of both sides, as the comparisons need them.</summary>
internal static class Backups
{
    /// <summary>Backup-DbaDatabase with its digests, hashes and fsync; two connections, as the peers have.</summary>
    public static Func<Task<Sample>> Ours(Bench bench, string database, BackupCompression compression, string name = "ours") => () =>
    {
        string folder = bench.Fresh(name);
        return bench.TimeAsync(async () =>
        {
            await bench.OperateAsync("Backup-DbaDatabase", new BackupRequest
            {
                Server = [bench.Server.UriOf(database)],
                Path = folder,
                Name = "backup",
                Compression = compression,
                Jobs = 2,
                ToolPath = bench.Server.ProgramFolder,
            });
            return Bench.SizeOf(folder);
        });
    };

    /// <summary>pg_dump in its directory format with two jobs; it brings its files to the disk itself.</summary>
    /// <param name="then">What is done to its folder <c>$out</c> afterwards, with its own sync.</param>
    public static Func<Task<Sample>> PgDump(Bench bench, string database, string options = "", string then = "", string name = "theirs") => () =>
    {
        string folder = bench.Fresh(name);
        return bench.TimeAsync(async () =>
        {
            await bench.ShellAsync($"out={folder}; pg_dump -Fd -j2 {options} -f $out; {then}", database);
            return Bench.SizeOf(folder);
        });
    };

    /// <summary>
    /// What the server and zstd alone need: two psql with COPY BINARY of every table's half, in one snapshot, each through zstd -1. It has no
    /// schema, no hash, no digest and no manifest.
    /// </summary>
    public static Func<Task<Sample>> Roofline(Bench bench, string database, IReadOnlyList<string> tables) => () =>
    {
        string folder = bench.Fresh("roofline");
        Directory.CreateDirectory(folder);
        return bench.TimeAsync(async () =>
        {
            await using Npgsql.NpgsqlConnection holder = await bench.Server.OpenAsync(database);
            await using Npgsql.NpgsqlTransaction transaction = await holder.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
            await using Npgsql.NpgsqlCommand export = new("SELECT pg_export_snapshot()", holder);
            string snapshot = (string)(await export.ExecuteScalarAsync())!;
            await Task.WhenAll(Enumerable.Range(0, 2).Select(async half =>
            {
                string copies = string.Join(' ', await Task.WhenAll(tables.Select(async t => $"-c \"{await HalfAsync(bench, database, t, half)}\"")));
                string begin = $"-c 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' -c \"SET TRANSACTION SNAPSHOT '{snapshot}'\"";
                await bench.ShellAsync($"psql -X -q {begin} {copies} | zstd -1 -q -o {folder}/{half}.zst; sync {folder}/{half}.zst {folder}", database);
            }));
            return Bench.SizeOf(folder);
        });
    };

    /// <summary>The COPY of one of two halves of a table's pages.</summary>
    public static async Task<string> HalfAsync(Bench bench, string database, string table, int half, string? query = null)
    {
        long middle = (long)(await bench.Server.ScalarAsync($"SELECT pg_relation_size('{table}') / current_setting('block_size')::bigint / 2", database))!;
        string range = $"WHERE ctid {(half == 0 ? "<" : ">=")} '({middle},0)'";
        return query is null ? $"COPY (SELECT * FROM {table} {range}) TO STDOUT (FORMAT binary)" : $"{query} FROM {table} t {range}";
    }

    /// <summary>Restore-DbaDatabase into a new database; the folder is that of <see cref="Ours"/>.</summary>
    public static async Task RestoreOursAsync(Bench bench, string target, string name = "ours") => await bench.OperateAsync("Restore-DbaDatabase", new RestoreRequest
    {
        Server = [bench.Server.Uri],
        Path = Path.Combine(bench.Folder, name, "backup"),
        NewName = target,
        Jobs = 2,
    });

    /// <summary>Restores both sides' output once and holds both against the source.</summary>
    public static async Task CheckAsync(Bench bench, string database, string ours = "ours", string theirs = "theirs")
    {
        await RestoreOursAsync(bench, "check_ours", ours);
        await bench.ShellAsync($"createdb check_theirs; pg_restore -j2 -d check_theirs {bench.Folder}/{theirs}");
        string expected = await Data.PackageIndex.FingerprintAsync(bench, database);
        foreach (string restored in (string[])["check_ours", "check_theirs"])
        {
            string found = await Data.PackageIndex.FingerprintAsync(bench, restored);
            if (found != expected)
                throw new InvalidOperationException($"{restored} has {found} instead of {expected}.");
            await bench.ShellAsync($"dropdb {restored}");
        }
        Console.Error.WriteLine($"Both restored and equal to the source: {expected}");
    }
}
