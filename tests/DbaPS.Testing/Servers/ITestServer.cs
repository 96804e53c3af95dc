namespace DbaPS.Testing.Servers;

/// <summary>A real server that tests may do anything to. Reading any member but <see cref="Engine"/> skips the test when the server cannot run here.</summary>
public interface ITestServer
{
    /// <summary>The engine's name as DbaPS writes it: <c>postgresql</c>, <c>sqlite</c>.</summary>
    string Engine { get; }

    /// <summary>The version the running server answers, such as <c>15.18</c>.</summary>
    string Version { get; }

    /// <summary>The address with user and password, naming the database that is always there.</summary>
    string Uri { get; }

    /// <summary>The address of one database. <paramref name="database"/> is a name <see cref="CreateDatabase"/> gave; null is the one always there.</summary>
    string UriOf(string? database);

    /// <summary>The folder of the client programs that a backup needs, for -ToolPath; null where they are found without it or none are needed.</summary>
    string? ClientFolder => null;

    /// <summary>The folder of the server's programs that a sandbox is started from, for -ToolPath; null where none are needed.</summary>
    string? ServerFolder => null;

    /// <summary>Makes a new, empty database and returns its name (for SQLite its path).</summary>
    string CreateDatabase();

    /// <summary>Runs statements separated by semicolons as the superuser, in one implicit transaction.</summary>
    Task ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default);

    /// <summary>The first column of the first row; null for SQL's NULL and for no row.</summary>
    Task<object?> ScalarAsync(string sql, string? database = null, CancellationToken cancellationToken = default);
}
