using System.Diagnostics;
using System.Globalization;
using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.Connections;
using DbaPS.Engines;
using DbaPS.Indexes;
using DbaPS.Operations;
using DbaPS.Pipeline;
using DbaPS.Presentation;
using DbaPS.Restores;
using DbaPS.Sandboxes;
using DbaPS.SlowQueries;
using DbaPS.Sql;
using DbaPS.SqlInvocation;
using DbaPS.Tables;

namespace DbaPS.Tours;

/// <summary>The main job on one engine, by the operations a user runs.</summary>
internal sealed class EngineTour
{
    private const int StepCount = 9;
    private const string ForgedName = "shop_forged";
    private const string ForgedSql = "UPDATE orders SET total = total + 100 WHERE id = 4711; DELETE FROM order_line WHERE order_id = 815 AND line = 1";

    // MySQL's family wants the tables named.
    private const string FamilyAnalyze = "ANALYZE TABLE customer, product, orders, order_line";

    private static readonly SqlScript Shop = SqlScript.Load<EngineTour>("Tours/Shop.sql");
    private static readonly SqlScript Workload = SqlScript.Load<EngineTour>("Tours/Workload.sql");

    private readonly DbaRuntime _runtime;
    private readonly IEngine _engine;
    private readonly TourRequest _request;
    private readonly string _folder;
    private readonly IPipeline _pipeline;
    private readonly CancellationToken _token;
    private DbaSandbox? _sandbox;
    private IReadOnlyList<string> _database = [];

    /// <param name="folder">The tour's own for this engine.</param>
    public EngineTour(DbaRuntime runtime, IEngine engine, TourRequest request, string folder, IPipeline pipeline, CancellationToken cancellationToken)
    {
        _runtime = runtime;
        _engine = engine;
        _request = request;
        _folder = folder;
        _pipeline = pipeline;
        _token = cancellationToken;
        Story = new TourStory(engine.DisplayName);
        Directory.CreateDirectory(folder);
    }

    public TourStory Story { get; }

    /// <summary>Where the tour is now.</summary>
    public ObjectOrigin Origin => _sandbox is null
        ? new ObjectOrigin(_engine.Id, default, new ServerReference("", Guid.Empty), null, DateTimeOffset.UtcNow)
        : new ObjectOrigin(_engine.Id, _sandbox.ServerVersion, _sandbox.Server, _database.Count > 0 ? _database[0] : _sandbox.Database, DateTimeOffset.UtcNow);

    private string Activity => $"Tour of {_engine.DisplayName}";

    private string WorkloadFile => Path.Combine(_folder, "workload.sql");

    private ServerTarget Server => new(_sandbox!.Server);

    public async Task RunAsync()
    {
        try
        {
            await StepAsync("Start a sandbox", "New-DbaSandbox", StartSandboxAsync);
            await StepAsync("Fill a shop", "Invoke-DbaSql", FillShopAsync);
            await StepAsync("Look at its tables", "Get-DbaTable", ListTablesAsync);
            await StepAsync("Find the slow queries", "Get-DbaSlowQuery", FindSlowQueriesAsync);
            await StepAsync("Create an index and measure it", "New-DbaIndex", CreateIndexAsync);
            await StepAsync("Back up", "Backup-DbaDatabase", BackUpAsync);
            await StepAsync("Prove the restore", "Test-DbaRestore", ProveAsync);
            await StepAsync("Damage a copy as a disk does", "Test-DbaRestore", DamageByDiskAsync);
            await StepAsync("Damage a copy and cover the traces", "Test-DbaRestore", DamageByHandAsync);
        }
        finally
        {
            _pipeline.Progress(new ProgressUpdate(Activity, "", 1, Completed: true));
            if (_sandbox is not null && !_request.Keep)
            {
                await new RemoveSandbox(_runtime).RunAsync(new RemoveSandboxRequest { SandboxId = [_sandbox.SandboxId] }, new TourPipeline(_pipeline), CancellationToken.None);
            }
        }
    }

    private async Task StepAsync(string step, string cmdlet, Func<Task<string>> work)
    {
        _pipeline.Progress(new ProgressUpdate(Activity, step, (double)Story.Steps.Count / StepCount));
        var clock = Stopwatch.StartNew();
        var result = await work();
        Story.Steps.Add(new DbaTourStep(Origin) { Number = Story.Steps.Count + 1, Step = step, Cmdlet = cmdlet, Result = result, Duration = clock.Elapsed });
    }

    private async Task<IReadOnlyList<TResult>> RunAsync<TResult, TRequest>(IOperation<TRequest> operation, TRequest request)
    {
        var inner = new TourPipeline(_pipeline);
        await operation.RunAsync(request, inner, _token);
        return inner.Results<TResult>();
    }

    private async Task ShowAsync(IEnumerable<object> items)
    {
        foreach (var item in items)
        {
            await _pipeline.WriteAsync(item, _token);
        }
    }

    private async Task<string> StartSandboxAsync()
    {
        var made = await RunAsync<DbaSandbox, NewSandboxRequest>(new NewSandbox(_runtime), new NewSandboxRequest { Engine = _engine.Id, ToolPath = _request.ToolPath, Lifetime = TimeSpan.FromHours(1) });
        _sandbox = made[0];
        Story.Version = _sandbox.ServerVersion.Text;
        return $"{_engine.DisplayName} {_sandbox.ServerVersion.Text.Split(' ')[0]} at {_sandbox.Server}";
    }

    private async Task<string> FillShopAsync()
    {
        if (_sandbox!.ProcessId is not null)
        {
            await RunAsync<object, SqlRequest>(new InvokeSql(_runtime), new SqlRequest { Server = [Server], Query = "CREATE DATABASE shop" });
            _database = ["shop"];
        }
        await RunAsync<object, SqlRequest>(new InvokeSql(_runtime), new SqlRequest { Server = [Server], Database = _database, Query = Shop.Text });
        var generator = new ShopGenerator(_folder);
        foreach (var (table, file) in generator.Write(_token))
        {
            await RunAsync<object, SqlRequest>(new InvokeSql(_runtime), new SqlRequest { Server = [Server], Database = _database, Csv = file, Into = table });
        }
        await RunAsync<object, SqlRequest>(new InvokeSql(_runtime), new SqlRequest { Server = [Server], Database = _database, Query = _engine.Dialect.HasFlag(SqlDialect.ExecutableComments) ? FamilyAnalyze : "ANALYZE" });
        return $"{TourText.Count(generator.Rows, "row")} of customers, products, orders and order lines";
    }

    private async Task<string> ListTablesAsync()
    {
        Story.Tables = await RunAsync<DbaTable, TableListRequest>(new GetTable(_runtime), new TableListRequest { Server = [Server], Database = _database });
        await ShowAsync(Story.Tables);
        return string.Join(", ", Story.Tables.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Name} {t.Rows:N0}")));
    }

    private async Task<string> FindSlowQueriesAsync()
    {
        await File.WriteAllTextAsync(WorkloadFile, Workload.Text, _token);
        var workload = new SlowQueryRequest { Server = [Server], Database = _database, Workload = WorkloadFile, Repeat = 3, NoHistory = true };
        if (!await CountsStatementsAsync())
        {
            Story.Slow = await RunAsync<SlowQuery, SlowQueryRequest>(new FindSlowQueries(_runtime), workload);
            await ShowAsync(Story.Slow);
            return $"{TourText.Count(Story.Slow.Count, "statement")} timed; {Slowest()}";
        }
        // The workload runs between two readings of the server's counters, as users' work does between two calls.
        var counters = new SlowQueryRequest { Server = [Server], Database = _database };
        await RunAsync<SlowQuery, SlowQueryRequest>(new FindSlowQueries(_runtime), counters);
        var before = DateTimeOffset.UtcNow;
        await RunAsync<SlowQuery, SlowQueryRequest>(new FindSlowQueries(_runtime), workload);
        Story.Slow = await RunAsync<SlowQuery, SlowQueryRequest>(new FindSlowQueries(_runtime), counters with { Since = before });
        await ShowAsync(Story.Slow);
        return $"{TourText.Count(Story.Slow.Count, "statement")} in the server's own counters of the last {Human.Duration(Story.Slow[0].WindowEnd - Story.Slow[0].WindowStart)}; {Slowest()}";
    }

    private string Slowest() => $"the slowest takes {Human.Duration(Story.Slow[0].MeanTime)}, {Human.Share(Story.Slow[0].ShareOfLoad)} of the load";

    /// <summary>True when the sandbox counts statements, after adding what Get-DbaCapability says is missing.</summary>
    private async Task<bool> CountsStatementsAsync()
    {
        var request = new CapabilityRequest { Server = [Server], Cmdlet = ["Get-DbaSlowQuery"] };
        var found = (await RunAsync<DbaCapability, CapabilityRequest>(new GetCapability(_runtime), request)).Single();
        if (found is { Available: false, GrantSql: { } missing })
        {
            await RunAsync<object, SqlRequest>(new InvokeSql(_runtime), new SqlRequest { Server = [Server], Query = missing });
            found = (await RunAsync<DbaCapability, CapabilityRequest>(new GetCapability(_runtime), request)).Single();
        }
        return found.Available;
    }

    private async Task<string> CreateIndexAsync()
    {
        var request = new NewIndexRequest { Server = [Server], Database = _database, Table = "orders", Column = await LackingAsync(), Measure = [WorkloadFile], Repeat = 5 };
        var change = (await RunAsync<DbaIndexChange, NewIndexRequest>(new CreateIndex(_runtime), request))[0];
        Story.Index = change;
        await ShowAsync([change]);
        return $"{Human.Duration(change.Before)} for all statements before, {Human.Duration(change.After)} after: {Human.Share(change.MeasuredBenefit)} saved";
    }

    /// <summary>The index that the workload lacks: MySQL's family has made one for the foreign key by itself.</summary>
    private async Task<IReadOnlyList<string>> LackingAsync()
    {
        var there = await RunAsync<DbaIndex, IndexListRequest>(new GetIndex(_runtime), new IndexListRequest { Server = [Server], Database = _database, Table = ["orders"] });
        return there.Any(i => i.Columns[0] == "customer_id") ? ["ordered_at"] : ["customer_id", "ordered_at"];
    }

    private async Task<string> BackUpAsync()
    {
        var request = new BackupRequest { Server = [Server], Database = _database, Path = Path.Combine(_folder, "backups"), ToolPath = _request.ToolPath };
        Story.Backup = (await RunAsync<DbaBackup, BackupRequest>(new BackupDatabase(_runtime), request))[0];
        await ShowAsync([Story.Backup]);
        return $"{TourText.Count(Story.Backup.Rows, "row")}, {Human.Size(Story.Backup.RawBytes)} as {Human.Size(Story.Backup.SizeBytes)}, every table with its content digest";
    }

    private async Task<string> ProveAsync()
    {
        Story.GoodDrill = await DrillAsync(Story.Backup!.Path, source: null, "SELECT count(*) > 0 FROM orders");
        return Story.GoodDrill.Passed
            ? $"proved: {Story.GoodDrill.Digest}, {Story.GoodDrill.IntegrityResult}; ready in {Human.Duration(Story.GoodDrill.RtoActual)}"
            : $"NOT proved: {string.Join("; ", Story.GoodDrill.Findings)}";
    }

    private async Task<string> DamageByDiskAsync()
    {
        var copy = BackupDamage.Copy(Story.Backup!.Path, Path.Combine(_folder, "turned"));
        return await RefuseAsync(BackupDamage.FlipBit(copy, (await BackupReader.OpenAsync(copy, _token)).Manifest), copy, source: null);
    }

    private async Task<string> DamageByHandAsync()
    {
        var forged = Story.Backup!.Method == BackupMethods.Copy ? await ForgeFileAsync() : await ForgeRowsAsync();
        var address = ServerAddress.Parse(_sandbox!.Server.Address);
        return await RefuseAsync("One order's total raised, one order line deleted, all hashes written anew", forged,
            _database.Count == 0 ? Server : (address with { Database = _database[0] }).ToString());
    }

    /// <summary>Changes the file that the backup is.</summary>
    private async Task<string> ForgeFileAsync()
    {
        var copy = BackupDamage.Copy(Story.Backup!.Path, Path.Combine(_folder, "forged"));
        var scheme = Story.Backup.Server.Address[..Story.Backup.Server.Address.IndexOf(':', StringComparison.Ordinal)];
        await BackupDamage.ForgeAsync(
            copy, path => RunAsync<object, SqlRequest>(new InvokeSql(_runtime), new SqlRequest { Server = [$"{scheme}:{path}"], Query = ForgedSql }), _token);
        return copy;
    }

    /// <summary>Backs up a changed copy of the database, and puts the first backup's manifest over it.</summary>
    private async Task<string> ForgeRowsAsync()
    {
        await RunAsync<DbaRestore, RestoreRequest>(new RestoreDatabase(_runtime), new RestoreRequest { Server = [Server], Path = Story.Backup!.Path, NewName = ForgedName });
        await RunAsync<object, SqlRequest>(new InvokeSql(_runtime), new SqlRequest { Server = [Server], Database = [ForgedName], Query = ForgedSql });
        var request = new BackupRequest { Server = [Server], Database = [ForgedName], Path = Path.Combine(_folder, "forged"), ToolPath = _request.ToolPath };
        var forged = (await RunAsync<DbaBackup, BackupRequest>(new BackupDatabase(_runtime), request))[0].Path;
        await BackupDamage.CoverAsync(forged, Story.Backup.Path, _token);
        return forged;
    }

    private async Task<string> RefuseAsync(string damage, string backup, ServerTarget? source)
    {
        var drill = await DrillAsync(backup, source);
        Story.BadDrills.Add((damage, drill));
        return drill.Passed ? $"NOT found: {damage}" : string.Join("; ", drill.Findings.Select(Shown));
    }

    private static string Shown(RestoreFinding finding) =>
        $"{finding.Kind} in {finding.Object}{(finding.Rows.Count > 0 ? $" ({string.Join("; ", finding.Rows.Select(r => r.Key))})" : "")}";

    private async Task<DbaRestoreTest> DrillAsync(string backup, ServerTarget? source, params string[] assertions)
    {
        var request = new RestoreTestRequest { Path = backup, Source = source, Assert = assertions, ToolPath = _request.ToolPath };
        var drill = (await RunAsync<DbaRestoreTest, RestoreTestRequest>(new TestRestore(_runtime), request))[0];
        await ShowAsync([drill]);
        return drill;
    }
}
