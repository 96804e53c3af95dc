using System.Data;
using System.Data.Common;
using System.Diagnostics;
using DbaPS.Benchmarks.Data;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Errors;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.SqlInvocation;

namespace DbaPS.Benchmarks.Comparisons;

/// <summary>
/// Rows of Invoke-DbaSql as they reach the host, against a reader, a DataTable and a write of its rows, as other modules do it, and against
/// a loop over the bare driver that reads every cell. What the host itself does with an object is in none of them.
/// </summary>
internal static class RowsComparison
{
    public static async Task<IReadOnlyList<Outcome>> RunAsync(Bench bench)
    {
        int rows = bench.Options.Rows;
        await using RowServer server = await RowServer.StartAsync(bench);
        string database = server.CreateDatabase();
        await server.FillAsync(rows, database);
        SqlRequest request = new() { Server = [server.UriOf(database)], Query = "SELECT * FROM source" };
        await using DbConnection driver = await server.OpenAsync(database);
        bool hasTimes = server.Engine != "sqlite";
        Counter host = new();
        Func<Task<Sample>> ours = () => TimeAsync(() => PipelinePump.Run(host, (pipeline, token) => OperationCatalog.Find("Invoke-DbaSql")!.RunAsync(bench.Runtime, request, pipeline, token), CancellationToken.None));
        Func<Task<Sample>> table = () => TimeAsync(() => Fill(driver, host));
        Func<Task<Sample>> bare = () => TimeAsync(() => Loop(driver, hasTimes, host));
        List<Outcome> outcomes = [];
        await AddAsync("rows/s against reader + DataTable + write", 2.5, ours, table);
        await AddAsync("rows/s against a loop over the bare driver", 0.7, ours, bare);
        await AddAsync("first row against reader + DataTable + write", 100, First(ours), First(table));
        return outcomes;

        Func<Task<Sample>> First(Func<Task<Sample>> side) => async () => await side() with { Seconds = host.First };

        async Task AddAsync(string name, double aim, Func<Task<Sample>> a, Func<Task<Sample>> b)
        {
            if (bench.Options.Wants(name))
                outcomes.Add(await Interleaved.RunAsync($"{server.Engine}: {name}, {rows} rows", aim, bench.Options.Pairs, a, b));
        }

        Task<Sample> TimeAsync(Action work) => bench.TimeAsync(() =>
        {
            host.Begin();
            work();
            return host.Rows == rows ? Task.FromResult(0L) : throw new InvalidOperationException($"{host.Rows} rows came.");
        }, server.ProcessId);
    }

    private static void Fill(DbConnection driver, Counter host)
    {
        using DbCommand command = Select(driver);
        using DbDataReader reader = command.ExecuteReader();
        using DataTable table = new();
        table.Load(reader);
        foreach (DataRow row in table.Rows)
            host.Write(row);
    }

    private static void Loop(DbConnection driver, bool hasTimes, Counter host)
    {
        using DbCommand command = Select(driver);
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            _ = reader.GetInt32(0);
            _ = reader.GetString(1);
            _ = reader.GetDouble(2);
            _ = reader.GetString(3);
            if (hasTimes)
                _ = reader.GetDateTime(4);
            else
                _ = reader.GetString(4);
            host.Write(driver);
        }
    }

    private static DbCommand Select(DbConnection driver)
    {
        DbCommand command = driver.CreateCommand();
        command.CommandText = "SELECT * FROM source";
        return command;
    }

    private sealed class Counter : IPipelineHost
    {
        private readonly Stopwatch _clock = new();

        public int Rows { get; private set; }

        /// <summary>Seconds until the first row.</summary>
        public double First { get; private set; }

        public void Begin()
        {
            Rows = 0;
            _clock.Restart();
        }

        public void Write(object item)
        {
            if (Rows++ == 0)
                First = _clock.Elapsed.TotalSeconds;
        }

        public void Error(DbaError error) => throw new DbaException(error);

        public void Warning(string message)
        {
        }

        public void Verbose(string message)
        {
        }

        public void Progress(ProgressUpdate update)
        {
        }

        public ChangeAnswer Confirm(ChangePrompt prompt) => ChangeAnswer.Proceed;
    }
}
