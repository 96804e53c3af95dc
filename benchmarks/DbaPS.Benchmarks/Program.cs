using System.Globalization;
using DbaPS.Benchmarks;
using DbaPS.Benchmarks.Comparisons;
using DbaPS.Benchmarks.Measuring;
using DbaPS.Testing.Servers;

Dictionary<string, Func<Bench, Task<IReadOnlyList<Outcome>>>> comparisons = new(StringComparer.Ordinal)
{
    ["backup"] = BackupComparison.RunAsync,
    ["big-table"] = BigTableComparison.RunAsync,
    ["restore"] = RestoreComparison.RunAsync,
    ["digest"] = DigestComparison.RunAsync,
    ["proof"] = ProofComparison.RunAsync,
    ["drill"] = DrillComparison.RunAsync,
    ["csv"] = CsvComparison.RunAsync,
    ["rows-out"] = RowsComparison.RunAsync,
    ["import"] = ImportComparison.RunAsync,
    ["fan-out"] = FanOutComparison.RunAsync,
    ["mariadb"] = MariaDbComparison.RunAsync,
};

if (args.Length == 0 || !comparisons.TryGetValue(args[0], out Func<Bench, Task<IReadOnlyList<Outcome>>>? run))
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project benchmarks/DbaPS.Benchmarks -- <{string.Join('|', comparisons.Keys)}> [--pairs N] [--megabytes N] [--rows N] [--engine name] [--major N] [--only text]");
    return 2;
}
BenchOptions options = new();
for (int i = 1; i + 1 < args.Length; i += 2)
{
    string value = args[i + 1];
    options = args[i] switch
    {
        "--pairs" => options with { Pairs = int.Parse(value, CultureInfo.InvariantCulture) },
        "--megabytes" => options with { Megabytes = int.Parse(value, CultureInfo.InvariantCulture) },
        "--rows" => options with { Rows = int.Parse(value, CultureInfo.InvariantCulture) },
        "--engine" => options with { Engine = value },
        "--major" => options with { Major = int.Parse(value, CultureInfo.InvariantCulture) },
        "--only" => options with { Only = value },
        _ => throw new ArgumentException($"There is no option {args[i]}."),
    };
}
try
{
    string load = File.ReadAllText("/proc/loadavg").Trim();
    await using Bench bench = await Bench.StartAsync(options);
    IReadOnlyList<Outcome> outcomes = await run(bench);
    Console.WriteLine($"{args[0]}, {DateTimeOffset.UtcNow:u}, {Environment.ProcessorCount} processors, PostgreSQL {bench.Server.Version}, load before: {load}, after: {File.ReadAllText("/proc/loadavg").Trim()}");
    Console.WriteLine();
    ResultTable.Print(outcomes);
    return 0;
}
catch (ServerUnavailableException missing)
{
    Console.WriteLine($"{args[0]}: skipped. {missing.Message}");
    return 0;
}
