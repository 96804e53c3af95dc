using DbaPS.Backups;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Restores;
using DbaPS.Testing.Servers;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// A logical backup of MariaDB and its restore against mariadb-dump through zstd and against mydumper and myloader with two threads. A peer
/// that writes files nobody brings to the disk is given a sync.
/// </summary>
internal static class MariaDbComparison
{
    private const string Dump = "mariadb-dump --no-defaults $my --skip-ssl --single-transaction --quick --routines --triggers --events $db | zstd -1 -q -f -T2 -o $out/dump.zst";

    // 50,000 rows a file let both threads work on one table.
    private const string MyDumper = "mydumper $my -t 2 -r 50000 --events --routines --triggers -B $db -o $out";

    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        await using MySqlServer server = await RowServer.StartAsync(MySqlProduct.MariaDb1011);
        string database = await PackageIndex.LoadAsync(bench, server, bench.Options.Megabytes);
        bool hasMyDumper = await HasMyDumperAsync();
        List<Outcome> outcomes = [];
        Func<Task<Sample>> ours = () => BackUpAsync(BackupCompression.Zstd, "ours");
        await AddAsync("backup, Zstd, against mariadb-dump | zstd -1 -T2", 3, ours, () => ShellAsync("dump", Dump));
        await AddAsync("restore against zstd -dc | mariadb", 3, RestoreAsync, () => LoadAsync("zstd -dc $out/dump.zst | mariadb --no-defaults $my --skip-ssl restored_theirs", "dump"));
        if (hasMyDumper)
        {
            await AddAsync("backup, Zstd, against mydumper -t 2, then zstd -1 -T2", 1.3, ours, () => ShellAsync("zstd", $"{MyDumper}; find $out -name '*.sql' -print0 | xargs -0 zstd -1 -q -T2 --rm"));
            await AddAsync("backup, Brotli, against mydumper -t 2 -c (gzip)", 1.3, () => BackUpAsync(BackupCompression.Brotli, "ours"), () => ShellAsync("gzip", $"{MyDumper} -c"));
            await AddAsync("restore against myloader -t 2", 1.3, RestoreAsync, () => LoadAsync("myloader $my -t 2 -B restored_theirs -d $out", "gzip"));
        }
        return outcomes;

        async Task AddAsync(string name, double aim, Func<Task<Sample>> mine, Func<Task<Sample>> theirs)
        {
            if (bench.Options.Wants(name))
                outcomes.Add(await Interleaved.RunAsync(name, aim, bench.Options.Pairs, mine, theirs));
        }

        Task<Sample> BackUpAsync(BackupCompression compression, string name)
        {
            string folder = bench.Fresh(name);
            return bench.TimeAsync(async () =>
            {
                await bench.OperateAsync("Backup-DbaDatabase", new BackupRequest { Server = [server.UriOf(database)], Path = folder, Name = "backup", Compression = compression, Jobs = 2 });
                return Bench.SizeOf(folder);
            }, server.ProcessId);
        }

        Task<Sample> ShellAsync(string name, string command)
        {
            string folder = bench.Fresh(name);
            Directory.CreateDirectory(folder);
            return bench.TimeAsync(async () =>
            {
                await RowServer.ShellAsync(server, $"db={database}; out={folder}; {command}; sync $out/* $out");
                return Bench.SizeOf(folder);
            }, server.ProcessId);
        }

        async Task<Sample> RestoreAsync()
        {
            await DropAsync("restored_ours");
            Sample sample = await bench.TimeAsync(async () =>
            {
                await bench.OperateAsync("Restore-DbaDatabase", new RestoreRequest { Server = [server.Uri], Path = Path.Combine(bench.Folder, "ours", "backup"), NewName = "restored_ours", Jobs = 2 });
                return 0;
            }, server.ProcessId);
            await CheckAsync("restored_ours");
            return sample;
        }

        async Task<Sample> LoadAsync(string command, string name)
        {
            await DropAsync("restored_theirs");
            Sample sample = await bench.TimeAsync(async () =>
            {
                await RowServer.ShellAsync(server, $"out={bench.Folder}/{name}; mariadb --no-defaults $my --skip-ssl -e 'CREATE DATABASE restored_theirs'; {command}");
                return 0;
            }, server.ProcessId);
            await CheckAsync("restored_theirs");
            return sample;
        }

        Task DropAsync(string name) => server.ExecuteAsync($"DROP DATABASE IF EXISTS {name}");

        async Task CheckAsync(string restored)
        {
            foreach (string table in PackageIndex.Tables)
            {
                string expected = await ChecksumAsync(database, table), found = await ChecksumAsync(restored, table);
                if (found != expected)
                    throw new InvalidOperationException($"{table} of {restored} has the checksum {found} instead of {expected}.");
            }
        }

        Task<string> ChecksumAsync(string of, string table) => RowServer.ShellAsync(server, $"mariadb --no-defaults $my --skip-ssl -N -B -e 'CHECKSUM TABLE {table} EXTENDED' {of} | cut -f 2");
    }

    private static async Task<bool> HasMyDumperAsync()
    {
        try
        {
            await Bench.ShellAsync("command -v mydumper || apt-get install -y -qq --no-install-recommends mydumper", "/usr/bin", []);
            return true;
        }
        catch (InvalidOperationException missing)
        {
            Console.WriteLine($"mydumper is not on this machine, and can't be installed: its comparisons are left out. {missing.Message}");
            return false;
        }
    }
}
