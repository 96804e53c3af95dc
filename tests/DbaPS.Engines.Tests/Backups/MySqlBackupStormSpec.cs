using System.Data.Common;
using DbaPS.Backups;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Backups;

/// <summary>Backups of MySQL and MariaDB while others write and alter, and by logins that may not do all.</summary>
[Covers("Backup-DbaDatabase")]
public abstract class MySqlBackupStormSpec<TServer>(TServer server) : MySqlBackupRun<TServer>(server)
    where TServer : SharedMySql
{
    [Fact]
    public async Task Transfers_go_on_and_the_sum_over_all_tables_is_of_one_moment()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, database, ["CREATE TABLE a (id int PRIMARY KEY, balance int, filler text)", "CREATE TABLE b LIKE a", "CREATE TABLE c LIKE a", .. Fill("a", 20_000), .. Fill("b", 20_000), .. Fill("c", 20_000)], Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var transfers = 0;
        var program = Task.Run(
            async () =>
            {
                await using var connection = await Server.Server.ConnectAsync(database, Token);
                await using var command = connection.CreateCommand();
                while (!stop.IsCancellationRequested)
                {
                    command.CommandText = $"START TRANSACTION; UPDATE a SET balance = balance - 7 WHERE id = {(transfers % 20_000) + 1}; UPDATE b SET balance = balance + 3 WHERE id = 5; UPDATE c SET balance = balance + 4 WHERE id = 19000; COMMIT";
                    await command.ExecuteNonQueryAsync(Token);
                    transfers++;
                }
            },
            Token);

        for (var round = 0; round < 4; round++)
        {
            var before = transfers;
            var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { Jobs = 3 }, cancellationToken: Token);
            Assert.Empty(said.Errors);
            Assert.True(transfers > before, "The program went on meanwhile.");
            var reader = await BackupReader.OpenAsync(Assert.Single(said.Of<DbaBackup>()).Path, Token);
            Assert.Equal(3 * 20_000 * 100, reader.Manifest.Tables.Sum(t => Balances(reader, t)));
        }
        await stop.CancelAsync();
        await program;
    }

    [Fact]
    public async Task A_table_altered_meanwhile_fails_the_backup_by_name()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, database, ["CREATE TABLE large (id int PRIMARY KEY, balance int, filler text)", .. Fill("large", 300_000), "CREATE TABLE small (id int PRIMARY KEY)", "INSERT INTO small VALUES (1)"], Token);
        var request = Request(runtime, database) with { Jobs = 1 };

        var backingUp = Task.Run(() => runtime.RunAsync("Backup-DbaDatabase", request, cancellationToken: Token), Token);
        // The larger one is read first.
        await UntilRowsAreReadAsync(request, backingUp);
        await Server.ExecuteAsync("ALTER TABLE small ADD COLUMN more int NOT NULL DEFAULT 3", database, Token);
        var said = await backingUp;

        var error = Assert.Single(said.Errors);
        Assert.Equal("BackupTableAltered", error.Id);
        Assert.Equal("small", error.Target);
        Assert.Empty(Directory.GetFileSystemEntries(request.Path));
    }

    [Fact]
    public async Task A_table_put_in_another_s_place_meanwhile_fails_the_backup_by_name()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, database, ["CREATE TABLE large (id int PRIMARY KEY, balance int, filler text)", .. Fill("large", 300_000), "CREATE TABLE small (id int PRIMARY KEY)", "INSERT INTO small VALUES (1), (2)"], Token);
        // Made in another second than the one it will replace.
        await Task.Delay(1100, Token);
        await Server.ExecuteAsync("CREATE TABLE shadow (id int PRIMARY KEY); INSERT INTO shadow VALUES (1)", database, Token);
        var request = Request(runtime, database) with { Jobs = 1 };

        var backingUp = Task.Run(() => runtime.RunAsync("Backup-DbaDatabase", request, cancellationToken: Token), Token);
        await UntilRowsAreReadAsync(request, backingUp);
        await Server.ExecuteAsync("RENAME TABLE small TO gone, shadow TO small", database, Token);
        var said = await backingUp;

        var error = Assert.Single(said.Errors);
        Assert.Equal("BackupTableAltered", error.Id);
        Assert.Contains(error.Target, (object[])["small", "shadow"]);
    }

    [Fact]
    public async Task A_table_without_transactions_is_locked_while_it_is_read()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        await MySqlSample.RunAsync(Server.Server, database, ["CREATE TABLE old_kind (id int PRIMARY KEY, balance int, filler text) ENGINE = MyISAM", .. Fill("old_kind", 100_000)], Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        // Each statement changes all rows: a backup that saw one half-way would hold two kinds of balances.
        var program = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await Server.ExecuteAsync("UPDATE old_kind SET balance = balance + 1", database, Token);
                }
            },
            Token);

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database), cancellationToken: Token);
        await stop.CancelAsync();
        await program;

        Assert.Empty(said.Errors);
        var reader = await BackupReader.OpenAsync(Assert.Single(said.Of<DbaBackup>()).Path, Token);
        var table = Assert.Single(reader.Manifest.Tables);
        Assert.Single(Lines(reader, table).Select(l => l.Split('\t')[1]).Distinct());
        Assert.Equal(100_000, table.Rows);
    }

    [Fact]
    public async Task A_flush_that_waits_for_what_the_backup_holds_locked_does_not_hold_up_the_backup()
    {
        await using var runtime = new TestRuntime();
        var database = Server.CreateDatabase();
        // Many tables are looked at between the lock and the last of them, the one that is held.
        await MySqlSample.RunAsync(
            Server.Server,
            database,
            [.. Enumerable.Range(0, 400).Select(i => $"CREATE TABLE a{i} (id int PRIMARY KEY)"), "CREATE TABLE z (id int PRIMARY KEY, balance int, filler text) ENGINE = MyISAM", .. Fill("z", 1000)],
            Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waited = 0;
        // Now and then, as other backups do it: once it waits, nobody opens the table until those who have it open let go of it.
        var flushing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await Server.ExecuteAsync("SET SESSION lock_wait_timeout = 1; FLUSH TABLES", database, Token);
                    }
                    catch (DbException busy) when (busy.Message.Contains("Lock wait timeout", StringComparison.Ordinal))
                    {
                        waited++;
                        await Task.Delay(3000, Token);
                    }
                }
            },
            Token);

        var said = await runtime.RunAsync("Backup-DbaDatabase", Request(runtime, database) with { LockTimeout = TimeSpan.FromMinutes(1) }, cancellationToken: Token).WaitAsync(TimeSpan.FromMinutes(2), Token);
        await stop.CancelAsync();
        await flushing;

        Assert.Empty(said.Errors);
        Assert.Equal(1000, Assert.Single((await BackupReader.OpenAsync(Assert.Single(said.Of<DbaBackup>()).Path, Token)).Manifest.Tables, t => t.Name == "z").Rows);
        TestContext.Current.TestOutputHelper?.WriteLine($"The flush waited in vain {waited} times.");
    }

    [Fact]
    public async Task A_login_that_may_not_see_all_is_refused_and_one_that_may_not_hold_the_server_reads_alone()
    {
        await using var runtime = new TestRuntime();
        var database = await MySqlSample.CreateAsync(Server.Server, Token);
        var account = $"'bak_{database}'@'127.0.0.1'";
        await Server.ExecuteAsync($"CREATE USER {account} IDENTIFIED BY 'secret-2'; GRANT SELECT ON {database}.* TO {account}", cancellationToken: Token);
        var request = Request(runtime, database) with { Server = [Server.Server.UriFor($"bak_{database}", "secret-2", database)] };

        var refused = await runtime.RunAsync("Backup-DbaDatabase", request, cancellationToken: Token);
        var error = Assert.Single(refused.Errors);
        Assert.Equal("BackupRightsMissing", error.Id);
        Assert.Contains("old_kind", error.Message, StringComparison.Ordinal);
        foreach (var privilege in (string[])["SHOW VIEW", "TRIGGER", "EVENT", "LOCK TABLES", Server.Product.IsMariaDb ? "SELECT ON mysql.proc" : "SHOW_ROUTINE"])
        {
            Assert.Contains($"GRANT {privilege} ", error.RecommendedAction, StringComparison.Ordinal);
        }

        var partly = await runtime.RunAsync("Backup-DbaDatabase", request with { AllowIncomplete = true, Name = "partly" }, cancellationToken: Token);
        Assert.Empty(partly.Errors);
        var missing = (await BackupReader.OpenAsync(Assert.Single(partly.Of<DbaBackup>()).Path, Token)).Manifest.Omitted.Where(o => !o.Asked).ToList();
        Assert.Contains(missing, o => o is { Kind: "rows", Name: "old_kind" });
        Assert.Contains(missing, o => o is { Kind: "rights", Name: "its triggers" });

        var advice = error.RecommendedAction!;
        foreach (var grant in advice[advice.IndexOf("GRANT", StringComparison.Ordinal)..advice.LastIndexOf("; Or", StringComparison.Ordinal)].Split("; "))
        {
            await Server.ExecuteAsync(grant, cancellationToken: Token);
        }
        // What is granted on a database holds for connections that enter it afterwards.
        await using var fresh = new TestRuntime();
        var alone = await fresh.RunAsync("Backup-DbaDatabase", request with { Name = "alone" }, cancellationToken: Token);
        Assert.Empty(alone.Errors);
        Assert.Contains("GRANT RELOAD", Assert.Single(alone.Warnings), StringComparison.Ordinal);
        var (whole, own) = ((await BackupReader.OpenAsync((await BackUpAsync(runtime, database)).Path, Token)).Manifest, (await BackupReader.OpenAsync(Assert.Single(alone.Of<DbaBackup>()).Path, Token)).Manifest);
        Assert.Equal(whole.Tables.Select(t => (t.Name, t.Digest)), own.Tables.Select(t => (t.Name, t.Digest)));
        Assert.Equal(whole.Objects.Where(o => o.Kind != "grant"), own.Objects);
        Assert.Contains(own.Omitted, o => o is { Kind: "grants", Asked: true });
    }
}
