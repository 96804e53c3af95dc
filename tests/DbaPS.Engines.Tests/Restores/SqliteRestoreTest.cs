using DbaPS.Backups;
using DbaPS.Engines.Tests.Backups;
using DbaPS.Restores;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class SqliteRestoreTest(SqliteServer server) : RestoreTestSpec<SqliteServer>(server)
{
    protected override string RichTrue => "SELECT count(*) = 500 FROM orders";

    protected override Task<string> RichAsync() => SqliteSample.CreateAsync(Server, Token, wal: true);

    protected override void Verify(DbaRestoreTest test, BackupManifest manifest)
    {
        Assert.Equal(12, test.Digest.Equal);
        Assert.Equal("integrity_check", test.IntegrityResult!.Method);
        Assert.True(test.IntegrityResult.Checked > 10);
    }
}
