using DbaPS.Backups;
using DbaPS.Databases;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>What specs of backups and restores have in common, on any engine: a database, its backups, and what is restored from them.</summary>
public abstract class BackupRun<TServer>(TServer server) : IClassFixture<TServer>
    where TServer : class, ITestServer
{
    protected CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    protected TServer Server { get; } = server;

    /// <summary>What a listing of databases calls one that the fixture made: a file goes by its own name.</summary>
    protected static string NameOf(string database) => Path.GetFileName(database);

    /// <summary>True where the server keeps the files that it backs up to: none of them can be damaged from here.</summary>
    protected bool ServerKeepsFiles(TestRuntime runtime) => runtime.Runtime.Engines.Get(new EngineId(Server.Engine)).Capabilities.Offered.Contains(typeof(IServerBackups));

    /// <summary>A database of four tables with ten rows, an index, a foreign key and a view.</summary>
    protected async Task<string> SampleAsync()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync(
            """"
            CREATE TABLE customers (id int PRIMARY KEY, name varchar(50) NOT NULL, since date, note text);
            CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, amount decimal(10, 2), weight double precision, FOREIGN KEY (customer) REFERENCES customers (id));
            CREATE TABLE "Odd ""name""" ("a b" int, "select" varchar(20));
            CREATE TABLE empty_one (id int PRIMARY KEY);
            CREATE INDEX orders_customer ON orders (customer);
            INSERT INTO customers VALUES (1, 'Ada', '2024-02-29', 'it''s é 😀'), (2, 'Bob', NULL, ''), (3, 'Cy', '1999-12-31', NULL);
            INSERT INTO orders VALUES (1, 1, 10.50, 0.1), (2, 1, 250, NULL), (3, 2, NULL, 2.5), (4, 1, 99.99, -0.5);
            INSERT INTO "Odd ""name""" VALUES (1, 'x'), (1, 'x'), (NULL, NULL)
            """", database, Token);
        await Server.ExecuteAsync("CREATE VIEW large_orders AS SELECT id, amount FROM orders WHERE amount > 100", database, Token);
        return database;
    }

    /// <summary>A database whose backup takes a while: 65,536 rows.</summary>
    protected async Task<string> LargeAsync()
    {
        var database = Server.CreateDatabase();
        await Server.ExecuteAsync($"CREATE TABLE large (id int PRIMARY KEY, filler varchar(100)); INSERT INTO large VALUES (1, '{new string('x', 80)}')", database, Token);
        await Server.ExecuteAsync(string.Join(';', Enumerable.Range(0, 16).Select(i => $"INSERT INTO large SELECT id + {1 << i}, filler FROM large")), database, Token);
        return database;
    }

    protected static string FolderOf(TestRuntime runtime) => Path.Combine(runtime.Folder, "backups");

    protected BackupRequest Request(TestRuntime runtime, string? database) => new() { Server = [Server.UriOf(database)], Path = FolderOf(runtime), ToolPath = Server.ClientFolder };

    protected async Task<DbaBackup> BackUpAsync(TestRuntime runtime, string database)
    {
        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database), cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaBackup>());
    }

    protected async Task<BackupManifest> ManifestAsync(DbaBackup backup) => (await BackupReader.OpenAsync(backup.Path, Token)).Manifest;

    /// <summary>The name, or the file, that a database restored from another's backup gets.</summary>
    protected static string TargetOf(TestRuntime runtime, string database, string suffix) =>
        Path.IsPathRooted(database) ? Path.Combine(runtime.Folder, $"{suffix}.db") : $"{database}_{suffix}";

    /// <summary>The databases, or files, whose names begin so.</summary>
    protected async Task<IReadOnlyList<string>> DatabasesLikeAsync(TestRuntime runtime, string beginning)
    {
        if (Path.IsPathRooted(beginning))
        {
            return Directory.GetFiles(Path.GetDirectoryName(beginning)!, $"{Path.GetFileName(beginning)}*");
        }
        var said = await runtime.RunAsync("Get-DbaDatabase", new DatabaseListRequest { Server = [Server.Uri], Database = [$"{beginning}*"] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return [.. said.Of<DbaDatabase>().Select(d => d.Name)];
    }

    protected Task<FakePipeline> RestoreAsync(
        TestRuntime runtime, string backup, string target, Func<RestoreRequest, RestoreRequest>? change = null, FakePipeline? pipeline = null, CancellationToken? cancellationToken = null)
    {
        var request = new RestoreRequest { Server = [Server.Uri], Path = backup, NewName = target };
        return runtime.RunAsync("Restore-DbaDatabase", change is null ? request : change(request), pipeline, cancellationToken ?? Token);
    }

    protected async Task<DbaRestoreTest> DrillAsync(TestRuntime runtime, string backup, Func<RestoreTestRequest, RestoreTestRequest>? change = null)
    {
        var request = new RestoreTestRequest { Server = new(Server.Uri), Path = backup };
        var said = await runtime.RunAsync("Test-DbaRestore", change is null ? request : change(request), cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaRestoreTest>());
    }

    /// <summary>The command was declined, with reason and another way.</summary>
    protected static void AssertDeclined(FakePipeline said)
    {
        var error = Assert.Single(said.Errors);
        Assert.Equal("Declined", error.Id);
        Assert.NotEmpty(error.RecommendedAction!);
        Assert.Empty(said.Written);
    }
}
