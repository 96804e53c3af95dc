using DbaPS.Connections;
using DbaPS.SqlServer;
using DbaPS.SqlServer.Connections;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>A session with a server that is only written down.</summary>
internal static class RecordedServer
{
    public const int Standard = 2;
    public const int Enterprise = 3;
    public const int AzureDatabase = 5;
    public const int ManagedInstance = 8;

    public const string Tables = "object_id, schema, name, kind";
    public const string Columns = "object_id, name, type, is_clr, key_position";

    public static async Task<SqlServerSession> ConnectAsync(RecordingDriver driver, string version, int edition, CancellationToken cancellationToken)
    {
        driver.On("SERVERPROPERTY('ProductVersion')", "version, engine_edition, login, database", [version, edition, "tester", "shop"]);
        var settings = ConnectionSettings.Resolve(ServerAddress.Parse("mssql://tester:x@db1/shop"), new ConnectOptions(), driver.Version);
        return await SqlServerSession.ConnectAsync(settings, driver, cancellationToken);
    }
}
