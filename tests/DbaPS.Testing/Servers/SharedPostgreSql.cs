namespace DbaPS.Testing.Servers;

/// <summary>
/// The one server of a version that all test classes of an assembly use, each with databases of its own. A class fixture:
/// it starts nothing until a test asks for something, and then skips that test when the server cannot be had.
/// </summary>
public abstract class SharedPostgreSql(int major) : ITestServer
{
    public string Engine => "postgresql";

    public string Version => Server.Version;

    public string Uri => Server.Uri;

    /// <summary>The running server, for what only PostgreSQL can do. Don't stop it or change its settings: others use it.</summary>
    public PostgreSqlServer Server => TestServers.PostgreSql(major);

    public string? ClientFolder => PostgreSqlClients.For(Server);

    public string? ServerFolder => Server.ProgramFolder;

    public string UriOf(string? database) => Server.UriOf(database);

    public string CreateDatabase() => Server.CreateDatabase();

    public Task ExecuteAsync(string sql, string? database = null, CancellationToken cancellationToken = default) =>
        Server.ExecuteAsync(sql, database, cancellationToken);

    public Task<object?> ScalarAsync(string sql, string? database = null, CancellationToken cancellationToken = default) =>
        Server.ScalarAsync(sql, database, cancellationToken);
}
