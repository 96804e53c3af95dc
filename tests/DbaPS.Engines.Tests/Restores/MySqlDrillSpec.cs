using DbaPS.Backups;
using DbaPS.Engines.Tests.Backups;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>What a drill on MySQL and MariaDB counts as checked, and foreign keys that are hard to write down.</summary>
public abstract class MySqlDrillSpec<TServer>(TServer server) : MySqlBackupRun<TServer>(server)
    where TServer : SharedMySql
{
    private const string Keys = """
        SELECT GROUP_CONCAT(CONCAT_WS(' ', k.CONSTRAINT_NAME, k.TABLE_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE) ORDER BY k.CONSTRAINT_NAME, k.ORDINAL_POSITION SEPARATOR '|')
        FROM information_schema.KEY_COLUMN_USAGE k
        JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
        WHERE k.TABLE_SCHEMA = DATABASE()
        """;

    [Fact]
    public async Task Only_what_the_server_has_judged_counts_as_checked()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        string[] tables = ["CREATE TABLE kept (id int PRIMARY KEY)", "CREATE TABLE old (id int) ENGINE=MyISAM", "CREATE TABLE fleeting (id int) ENGINE=MEMORY", "CREATE TABLE merged (id int) ENGINE=MRG_MYISAM UNION=(old)"];
        await MySqlSample.RunAsync(Server.Server, database, [.. tables, "INSERT INTO kept VALUES (1)", "CREATE VIEW seen AS SELECT id FROM kept", "CREATE TABLE child (id int, FOREIGN KEY (id) REFERENCES kept (id))"], Token);

        var found = (await DrillAsync(runtime, await BackUpAsync(runtime, database))).IntegrityResult!;

        // kept, old and child, and the child's key.
        Assert.Equal((4, true), (found.Checked, found.Passed));
        Assert.Equal("the server has no check for the engine of fleeting.", found.Note);
    }

    [Fact]
    public async Task Foreign_keys_keep_their_names_whatever_is_in_them()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, database,
            [
                "CREATE TABLE `pa``rent` (`i``d` int, b int, PRIMARY KEY (`i``d`, b))",
                "CREATE TABLE `two````ticks` (id int PRIMARY KEY)",
                """
                CREATE TABLE `chi``ld` (a int, `b``` int, c int, CONSTRAINT `odd``key` FOREIGN KEY (a, `b```) REFERENCES `pa``rent` (`i``d`, b) ON DELETE CASCADE ON UPDATE SET NULL,
                    CONSTRAINT `two````more` FOREIGN KEY (c) REFERENCES `two````ticks` (id)) COMMENT 'a ` FOREIGN KEY (`x`)'
                """,
                "CREATE TABLE whole (id int, CONSTRAINT plain FOREIGN KEY (id) REFERENCES `two````ticks` (id))",
                "INSERT INTO `pa``rent` VALUES (1, 2)", "INSERT INTO `two````ticks` VALUES (3)", "INSERT INTO `chi``ld` VALUES (1, 2, 3)", "INSERT INTO whole VALUES (3)",
            ], Token);
        var before = (string)(await Server.ScalarAsync(Keys, database, Token))!;
        Assert.Equal(4, before.Split('|').Length);
        var backup = await BackUpAsync(runtime, database);
        var target = $"{database}_copy";

        var said = await runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [Server.Uri], Path = backup.Path, NewName = target }, cancellationToken: Token);

        Assert.Empty(said.Errors);
        Assert.Equal(before, await Server.ScalarAsync(Keys, target, Token));
        Assert.Empty((await DrillAsync(runtime, backup)).Findings);
    }

    private async Task<DbaRestoreTest> DrillAsync(TestRuntime runtime, DbaBackup backup)
    {
        var said = await runtime.RunAsync("Test-DbaRestore", new RestoreTestRequest { Server = new(Server.Uri), Path = backup.Path }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaRestoreTest>());
    }
}
