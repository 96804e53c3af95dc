using DbaPS.Backups;
using DbaPS.Engines.Tests.Backups;
using DbaPS.Restores;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Test-DbaRestore on MySQL and MariaDB.</summary>
public abstract class MySqlRestoreTestSpec<TServer>(TServer server) : RestoreTestSpec<TServer>(server)
    where TServer : SharedMySql
{
    protected override string RichTrue => "SELECT COUNT(*) = 6 FROM parent";

    protected override Task<string> RichAsync() => MySqlSample.CreateAsync(Server.Server, Token);

    protected override void Verify(DbaRestoreTest test, BackupManifest manifest)
    {
        Assert.Equal(manifest.Tables.Count, test.Digest.Equal);
        Assert.Contains(test.Notes, n => n.Contains($"app_{manifest.Database}@%", StringComparison.Ordinal));
    }
}
