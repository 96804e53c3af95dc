using System.Globalization;
using System.Text.RegularExpressions;
using DbaPS.Connections;
using DbaPS.Operations;
using DbaPS.Parts;
using DbaPS.SqlInvocation;

namespace DbaPS.Testing.Servers;

/// <summary>
/// A SQL Server that the user names: none can be started here. DBAPS_TEST_SQLSERVER holds its address, DBAPS_TEST_SQLSERVER_PASSWORD its
/// password. Tests make databases there and drop them again. It is reached through the engine's own driver, so that tests need no other.
/// </summary>
public sealed partial class SqlServerServer : IUnseenServer, IAsyncDisposable
{
    public const string Variable = "DBAPS_TEST_SQLSERVER";

    private readonly List<string> _databases = [];
    private readonly Lazy<DbaRuntime> _runtime = new(() => new DbaRuntime(PartCatalog.Installed(), Directory.CreateTempSubdirectory("dbaps-test-").FullName));

    public string Engine => "sqlserver";

    public string Version => Wait(() => OpenAsync(null)).ServerVersion.Text;

    public string Uri => UriOf(null);

    public string UriOf(string? database)
    {
        var address = Address();
        var login = address.User is { } user ? $"{System.Uri.EscapeDataString(user)}{(address.RevealPassword() is { } password ? $":{System.Uri.EscapeDataString(password.Reveal())}" : "")}@" : "";
        var port = address.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
        var options = string.Join('&', address.Options.Select(o => $"{o.Key}={System.Uri.EscapeDataString(o.Value)}"));
        return $"mssql://{login}{address.Host}{port}/{System.Uri.EscapeDataString(database ?? address.Database ?? "master")}{(options.Length > 0 ? $"?{options}" : "")}";
    }

    public string CreateDatabase()
    {
        var name = $"dbaps_test_{Guid.NewGuid():N}";
        // Not in a transaction, which CREATE DATABASE does not allow.
        Wait(async () =>
        {
            await RunAsync($"CREATE DATABASE [{name}] COLLATE Latin1_General_100_CI_AS_SC_UTF8", null, transaction: false, CancellationToken.None);
            // Without it a backup has no digests.
            await RunAsync($"ALTER DATABASE [{name}] SET ALLOW_SNAPSHOT_ISOLATION ON", null, transaction: false, CancellationToken.None);
            return true;
        });
        _databases.Add(name);
        return name;
    }

    public Task ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default) => RunAsync(Translate(sql), database, transaction: true, cancellationToken);

    public async Task<object?> ScalarAsync(string sql, string? database = null, CancellationToken cancellationToken = default) => await RunAsync(Translate(sql), database, transaction: false, cancellationToken) switch
    {
        int number => (long)number,
        var other => other,
    };

    public async ValueTask DisposeAsync()
    {
        if (!_runtime.IsValueCreated)
        {
            return;
        }
        foreach (var name in _databases)
        {
            // With what was restored from it, whose names begin with its own.
            while (await RunAsync($"SELECT min(name) FROM sys.databases WHERE name LIKE '{name}%'", null, transaction: false, CancellationToken.None) is string found)
            {
                await RunAsync($"ALTER DATABASE [{found}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{found}]", null, transaction: false, CancellationToken.None);
            }
        }
        await _runtime.Value.DisposeAsync();
        Directory.Delete(_runtime.Value.DataFolder, recursive: true);
    }

    /// <summary>
    /// What the specs' SQL lacks to be T-SQL: its <c>text</c> can be neither compared nor indexed, its recursive queries have no word for it
    /// and a limit, and figures for the planner are kept by themselves.
    /// </summary>
    internal static string Translate(string sql)
    {
        if (sql.Trim().Equals("ANALYZE", StringComparison.OrdinalIgnoreCase))
        {
            return "SELECT 1";
        }
        sql = TextType().Replace(sql, "nvarchar(400)");
        sql = InsertRecursive().Replace(sql, "WITH $2 INSERT INTO $1 $3");
        var recursive = sql.Contains("WITH RECURSIVE", StringComparison.Ordinal) || sql.Contains("UNION ALL SELECT i + 1", StringComparison.Ordinal);
        return recursive ? $"{sql.Replace("WITH RECURSIVE", "WITH", StringComparison.Ordinal)} OPTION (MAXRECURSION 0)" : sql;
    }

    [GeneratedRegex(@"(?<=[\w""] )text(?=\s*[,)]| COLLATE| NOT NULL)", RegexOptions.IgnoreCase)]
    private static partial Regex TextType();

    [GeneratedRegex(@"INSERT INTO (\S+) WITH RECURSIVE (n ?\(i\) AS \(.*?< \d+\)) (SELECT .*)", RegexOptions.Singleline)]
    private static partial Regex InsertRecursive();

    private static ServerAddress Address()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            throw new ServerUnavailableException("No SQL Server is named for tests.", $"Set {Variable} to its address (mssql://user@host:1433/master) and {Variable}_PASSWORD to the password.");
        }
        var address = ServerAddress.Parse(text);
        return Environment.GetEnvironmentVariable($"{Variable}_PASSWORD") is { Length: > 0 } password ? address.WithPassword(new Secret(password)) : address;
    }

    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private Task<DbaSession> OpenAsync(string? database) => _runtime.Value.Sessions.OpenAsync(new ServerTarget(UriOf(database)), engine: null, new ConnectOptions(), isImplicit: true, CancellationToken.None);

    /// <summary>Runs statements and gives the first cell of the first row; null for SQL's NULL and for no row.</summary>
    private async Task<object?> RunAsync(string sql, string? database, bool transaction, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(database);
        await using var channel = await session.Require<ISqlRunner>().OpenAsync(new SqlRunOptions { Transaction = transaction }, cancellationToken);
        object? first = null;
        await foreach (var result in channel.RunAsync(sql, new Dictionary<string, object?>(), cancellationToken))
        {
            if (result.Columns.Count > 0 && await result.ReadAsync(cancellationToken))
            {
                first ??= result.Columns[0].Cells.Read(result.Reader);
            }
        }
        await channel.CommitAsync(cancellationToken);
        return first;
    }
}
