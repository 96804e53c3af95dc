using DbaPS.Databases;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Databases;

public sealed class SqliteDatabase(SqliteServer server) : DatabaseSpec<SqliteServer>(server)
{
    [Fact]
    public async Task Counts_what_sqlite_keeps_beside_the_file_and_says_when_it_may_not_write()
    {
        var database = Server.CreateDatabase();
        await using var program = await SqliteProgram.StartAsync(database, typeof(Backups.SqliteProgramChild), "PRAGMA journal_mode = WAL; CREATE TABLE t AS SELECT randomblob(50000) AS b", null, Token);

        var found = Assert.Single(await ListAsync(new DatabaseListRequest { Server = [Server.UriOf(database) + "?mode=ro"] }));

        Assert.True(new FileInfo(database + "-wal").Length > 50_000);
        Assert.Equal(new FileInfo(database).Length + new FileInfo(database + "-wal").Length, found.SizeBytes);
        Assert.Equal("ReadOnly", found.State);
    }

    protected override string NameOf(string database) => Path.GetFileName(database);

    protected override void Verify(DbaDatabase found)
    {
        Assert.Null(found.Owner);
        Assert.Null(found.Connections);
        Assert.Equal("BINARY", found.Collation);
        Assert.Equal("Simple", found.RecoveryModel);
    }
}
