namespace DbaPS.Testing.Servers;

/// <summary>Which pg_dump the tests give a server's backups.</summary>
public static class PostgreSqlClients
{
    private const int SystemMajor = 15;

    /// <summary>For -ToolPath: null where the program's own search finds one that is new enough.</summary>
    /// <exception cref="ServerUnavailableException">None is on this machine: the test is skipped.</exception>
    public static string? For(PostgreSqlServer server) =>
        server.HasClientPrograms ? server.ProgramFolder
        : server.Major <= SystemMajor && File.Exists($"/usr/lib/postgresql/{SystemMajor}/bin/pg_dump") ? null
        : InstalledServers.PostgreSqlClients();
}
