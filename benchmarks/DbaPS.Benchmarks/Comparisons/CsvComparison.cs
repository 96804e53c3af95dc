using System.Security.Cryptography;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;
using DbaPS.SqlInvocation;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// CSV into a table and back against the engine's own client program, whose start is in its time. Ours brings the written file to the disk,
/// so theirs does too. MariaDB's and MySQL's program writes no CSV: its text with tabs stands for it.
/// </summary>
internal static class CsvComparison
{
    private const string LoadData = "LOAD DATA LOCAL INFILE '$file' INTO TABLE target FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\\\"' ESCAPED BY '' IGNORE 1 LINES";

    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        await using RowServer server = await RowServer.StartAsync(bench);
        (string peer, string writes, string loads) = server.Engine switch
        {
            "postgresql" => (@"\copy", "psql -X -q -c \"\\copy (SELECT * FROM source) to '$file' csv header\"", "psql -X -q -c \"\\copy target from '$file' csv header\""),
            "sqlite" => ("sqlite3", "sqlite3 -csv -header -newline $'\\n' $SQLITE_DATABASE 'SELECT * FROM source' > $file", "sqlite3 $SQLITE_DATABASE \".import --csv --skip 1 $file target\""),
            string family => ($"{family} --quick --batch; LOAD DATA LOCAL", $"{Program(family)} --quick --batch -e 'SELECT * FROM source' $MYSQL_DATABASE > $file", $"{Program(family)} --local-infile=1 -e \"{LoadData}\" $MYSQL_DATABASE"),
        };
        string database = server.CreateDatabase();
        await server.FillAsync(bench.Options.Rows, database);
        await server.ExecuteAsync("CREATE TABLE target AS SELECT * FROM source WHERE i < 0", database);
        string ours = Path.Combine(bench.Folder, "ours.csv"), theirs = Path.Combine(bench.Folder, "theirs.csv");
        Outcome written = await Interleaved.RunAsync($"{server.Engine}: CSV out against {peer}, {bench.Options.Rows} rows", 0.9, bench.Options.Pairs,
            () => bench.TimeAsync(() => RunAsync(new SqlRequest { Server = [server.UriOf(database)], Query = "SELECT * FROM source", Csv = ours, Force = true }, ours), server.ProcessId),
            () => bench.TimeAsync(async () =>
            {
                await server.ShellAsync(bench, $"file={theirs}; {writes}; sync $file", database);
                return new FileInfo(theirs).Length;
            }, server.ProcessId));
        if (server.Engine == "postgresql" && await HashAsync(ours) != await HashAsync(theirs))
            throw new InvalidOperationException("The two files differ.");
        Outcome loaded = await Interleaved.RunAsync($"{server.Engine}: CSV in against {peer}, {bench.Options.Rows} rows", 0.9, bench.Options.Pairs,
            () => LoadAsync(() => RunAsync(new SqlRequest { Server = [server.UriOf(database)], Csv = ours, Into = "target" }, ours)),
            () => LoadAsync(async () =>
            {
                await server.ShellAsync(bench, $"file={ours}; {loads}", database);
                return 0;
            }));
        return [written, loaded];

        async Task<long> RunAsync(SqlRequest request, string file)
        {
            await bench.OperateAsync("Invoke-DbaSql", request);
            return new FileInfo(file).Length;
        }

        async Task<Sample> LoadAsync(Func<Task<long>> load)
        {
            await server.ExecuteAsync(server.Engine switch { "postgresql" => "TRUNCATE target; CHECKPOINT", "sqlite" => "DELETE FROM target", _ => "TRUNCATE target" }, database);
            Sample sample = await bench.TimeAsync(load, server.ProcessId);
            return await server.CountAsync("target", database) == bench.Options.Rows ? sample : throw new InvalidOperationException("Not all rows were loaded.");
        }
    }

    private static string Program(string family) => $"{family} --no-defaults $my{(family == "mariadb" ? " --skip-ssl" : "")}";

    private static async Task<string> HashAsync(string file)
    {
        await using FileStream stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream));
    }
}
