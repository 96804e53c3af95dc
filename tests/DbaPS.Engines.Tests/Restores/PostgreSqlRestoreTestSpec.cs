using DbaPS.Engines.Tests.Backups;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Test-DbaRestore on PostgreSQL.</summary>
public abstract class PostgreSqlRestoreTestSpec<TServer>(TServer server) : RestoreTestSpec<TServer>(server)
    where TServer : SharedPostgreSql
{
    protected override string Change => $"{base.Change} RETURNING true";

    protected override string RichTrue => "SELECT count(*) = 200000 FROM app.big";

    protected override Task<string> RichAsync() => PostgreSqlSample.CreateAsync(Server.Server);
}
