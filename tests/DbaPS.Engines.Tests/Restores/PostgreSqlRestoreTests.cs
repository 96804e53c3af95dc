using DbaPS.Backups;
using DbaPS.Connections;
using DbaPS.Restores;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

public sealed class PostgreSqlRestoreTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncLifetime
{
    private readonly TestRuntime _runtime = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dbaps-restore-").FullName;

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_rich_database_comes_back_whole_on_a_server_with_other_ids()
    {
        const string Prefix = "rich";
        var database = servers.Source.CreateDatabase();
        await RichSchema.CreateAsync(servers.Source, database, Prefix);
        var backup = await BackUpAsync(database);

        var said = await RestoreAsync(backup, "copy of rich", r => r with { Roles = RestoreRoleMode.Create, Jobs = 3 });
        Assert.Empty(said.Errors);
        var restore = Assert.Single(said.Of<DbaRestore>());
        Assert.Equal(ChangeStatus.Done, restore.Status);
        Assert.Equal("copy of rich", restore.Database);
        Assert.True(restore.BytesRead > 0);
        Assert.All(restore.Steps, s => Assert.NotNull(s.Duration));
        Assert.Contains(restore.Notes, n => n.Contains("shop.totals is recomputed", StringComparison.Ordinal));
        Assert.Contains(restore.Notes, n => n.Contains("subscription", StringComparison.Ordinal));

        await AssertSameAsync(database, "copy of rich");
        Assert.Equal(false, await Target("SELECT subenabled FROM pg_subscription", "copy of rich"));
        Assert.Equal("A", (await Target("SELECT evtenabled::text FROM pg_event_trigger", "copy of rich"))?.ToString());
        Assert.Equal(7, await Target($"SELECT rolconnlimit FROM pg_roles WHERE rolname = '{Prefix} writer'"));
        Assert.Equal(true, await Target($"SELECT pg_has_role('{Prefix} writer', '{Prefix} reader', 'member')"));
        Assert.Equal(true, await Target("SELECT bool_and(relfrozenxid::text::bigint > 0) FROM pg_class WHERE relkind = 'r'", "copy of rich"));
        var text = string.Join('\n', said.Written.Concat<object>(said.VerboseLines).Concat(restore.Steps.Select(s => s.Sql ?? "")).Append(restore.Sql));
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        await servers.Target.ExecuteAsync("ALTER SUBSCRIPTION rich_sub SET (slot_name = NONE); DROP SUBSCRIPTION rich_sub", "copy of rich", Token);
    }

    [Fact]
    public async Task A_plan_shows_every_statement()
    {
        var backup = await SmallBackupAsync();
        var plan = (await RestoreAsync(backup, "planned", r => r with { PlanOnly = true })).Of<DbaRestore>().Single();
        Assert.Contains(plan.Steps, s => s.Sql?.StartsWith("COPY \"public\".\"t\" (\"id\", \"v\") FROM STDIN (FORMAT binary, FREEZE)", StringComparison.Ordinal) == true);
        Assert.Contains("CREATE DATABASE", plan.Sql, StringComparison.Ordinal);
        Assert.Contains("RENAME TO \"planned\"", plan.Sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_database_is_replaced_with_its_sessions()
    {
        var backup = await SmallBackupAsync();
        var existing = servers.Target.CreateDatabase();
        await servers.Target.ExecuteAsync("CREATE TABLE old (id int)", existing, Token);

        await using var busy = await servers.Target.OpenAsync(existing, Token);
        var done = (await RestoreAsync(backup, existing, r => r with { Force = true })).Of<DbaRestore>().Single();
        Assert.Equal(ChangeStatus.Done, done.Status);
        Assert.Null(await Target("SELECT to_regclass('public.old')::text", existing));
        Assert.Equal(1000L, await Target("SELECT count(*) FROM t", existing));
        Assert.DoesNotContain(await DatabasesAsync(), d => d.Contains("_replaced_", StringComparison.Ordinal) || d.Contains("_restoring_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_default_it_takes_a_new_name_from_database_and_time()
    {
        var backup = await SmallBackupAsync();
        var done = (await RestoreAsync(backup, null, r => r)).Of<DbaRestore>().Single();
        Assert.Equal(ChangeStatus.Done, done.Status);
        Assert.StartsWith($"{backup.Database}_restored_2", done.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_step_leaves_nothing_behind()
    {
        var backup = await SmallBackupAsync();
        await using (var writer = new BackupTamper(backup.Path))
        {
            await writer.ChangeManifestAsync(m => m with { Tables = [.. m.Tables.Select(t => t with { Columns = [.. t.Columns.Select(c => c with { Name = "no such column" })] })] });
        }
        var failed = await RestoreAsync(backup, "never", r => r);
        var error = Assert.Single(failed.Errors);
        Assert.Equal("RestoreFailed", error.Id);
        Assert.Contains("data", error.Message, StringComparison.Ordinal);
        Assert.Equal(ChangeStatus.Failed, failed.Of<DbaRestore>().Single().Status);
        Assert.DoesNotContain(await DatabasesAsync(), d => d.StartsWith("never", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_roles_stop_it_or_are_made_or_are_mapped()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            "CREATE ROLE \"only here\" LOGIN; CREATE TABLE t (id int); ALTER TABLE t OWNER TO \"only here\"; GRANT SELECT ON t TO \"only here\"; CREATE POLICY p ON t TO \"only here\" USING (true)", database, Token);
        var backup = await BackUpAsync(database);

        var refused = await RestoreAsync(backup, "roles required", r => r);
        Assert.Equal("RolesMissing", Assert.Single(refused.Errors).Id);
        Assert.Contains("only here", refused.Errors[0].Message, StringComparison.Ordinal);

        await servers.Target.ExecuteAsync("CREATE ROLE \"over there\"", cancellationToken: Token);
        var mapped = await RestoreAsync(backup, "roles mapped", r => r with { Roles = RestoreRoleMode.Map, RoleMap = ["only here=over there"] });
        Assert.Equal(ChangeStatus.Done, mapped.Of<DbaRestore>().Single().Status);
        Assert.Equal("over there", await Target("SELECT tableowner::text FROM pg_tables WHERE tablename = 't'", "roles mapped"));
        Assert.Equal("over there", await Target("SELECT roles[1]::text FROM pg_policies", "roles mapped"));

        var made = await RestoreAsync(backup, "roles made", r => r with { Roles = RestoreRoleMode.Create });
        Assert.Equal(ChangeStatus.Done, made.Of<DbaRestore>().Single().Status);
        Assert.Equal(true, await Target("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'only here'"));
    }

    [Fact]
    public async Task One_table_comes_alone_with_what_it_needs()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            """
            CREATE TYPE mood AS ENUM ('a', 'b');
            CREATE TABLE customers (id serial PRIMARY KEY, mood mood);
            CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, mood mood);
            CREATE INDEX orders_mood ON orders (mood);
            CREATE TABLE events (at date) PARTITION BY RANGE (at);
            CREATE TABLE events_all PARTITION OF events DEFAULT;
            INSERT INTO customers (mood) VALUES ('a'); INSERT INTO orders (customer, mood) VALUES (1, 'b'); INSERT INTO events VALUES ('2026-01-01');
            """, database, Token);
        var backup = await BackUpAsync(database);
        var done = (await RestoreAsync(backup, "one table", r => r with { Table = ["orders"] })).Of<DbaRestore>().Single();
        Assert.Equal(ChangeStatus.Done, done.Status);
        Assert.Equal("orders", await Target("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')", "one table"));
        Assert.Equal(1L, await Target("SELECT count(*) FROM orders WHERE mood = 'b'", "one table"));
        Assert.Equal("orders_mood,orders_pkey", await Target("SELECT string_agg(indexname, ',' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public'", "one table"));
        Assert.Equal(2L, await Target("SELECT nextval('orders_id_seq')", "one table"));
        Assert.Contains(done.Notes, n => n.Contains("FK CONSTRAINT", StringComparison.Ordinal));

        Assert.Equal(ChangeStatus.Done, (await RestoreAsync(backup, "one partitioned", r => r with { Table = ["public.events"] })).Of<DbaRestore>().Single().Status);
        Assert.Equal(1L, await Target("SELECT count(*) FROM events", "one partitioned"));
    }

    [Fact]
    public async Task A_database_of_version_14_goes_to_15_but_not_back()
    {
        await using var old = await PostgreSqlServer.StartAsync(new PostgreSqlOptions { Major = 14, BurntIds = 1000 }, Token);
        var database = old.CreateDatabase();
        await old.ExecuteAsync("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text); INSERT INTO t (v) SELECT 'row ' || i FROM generate_series(1, 500) i", database, Token);
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [old.UriOf(database)], Path = _folder, ToolPath = servers.Source.ProgramFolder }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        var restored = await RestoreAsync(said.Of<DbaBackup>().Single(), "from 14", r => r);
        Assert.Empty(restored.Errors);
        Assert.Equal(500L, await Target("SELECT count(*) FROM t", "from 14"));
        Assert.Equal(true, await Target("SELECT has_schema_privilege('public', 'public', 'create')", "from 14"));

        var newer = await SmallBackupAsync();
        var refused = await _runtime.RunAsync("Restore-DbaDatabase", new RestoreRequest { Server = [old.Uri], Path = newer.Path, NewName = "back" }, cancellationToken: Token);
        Assert.Equal("ServerTooOld", Assert.Single(refused.Errors).Id);
    }

    [Fact]
    public async Task A_big_table_is_loaded_by_several_connections()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE TABLE big AS SELECT i AS id, repeat(md5(i::text), 30) AS v FROM generate_series(1, 150000) i; ALTER TABLE big ADD PRIMARY KEY (id); CREATE TABLE small AS SELECT 1 AS id", database, Token);
        var backup = await BackUpAsync(database);
        var plan = (await RestoreAsync(backup, "big", r => r with { PlanOnly = true, Jobs = 3 })).Of<DbaRestore>().Single();
        var copies = plan.Steps.Where(s => s.Object == "public.big" && s.Kind == "data").ToList();
        Assert.True(copies.Count > 1, $"{copies.Count} pieces");
        Assert.All(copies, c => Assert.DoesNotContain("FREEZE", c.Sql, StringComparison.Ordinal));
        Assert.Contains(plan.Steps, s => s.Object == "public.small" && s.Sql!.Contains("FREEZE", StringComparison.Ordinal));
        Assert.Empty((await RestoreAsync(backup, "big", r => r with { Jobs = 3 })).Errors);
        Assert.Equal(150000L, await Target("SELECT count(DISTINCT id) FROM big", "big"));
    }

    private async Task<DbaBackup> SmallBackupAsync()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, 'row ' || i FROM generate_series(1, 1000) i; CREATE INDEX ON t (v)", database, Token);
        return await BackUpAsync(database);
    }

    private async Task<DbaBackup> BackUpAsync(string database)
    {
        var said = await _runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [servers.Source.UriOf(database)], Path = _folder, ToolPath = servers.Source.ProgramFolder }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return Assert.Single(said.Of<DbaBackup>());
    }

    private Task<FakePipeline> RestoreAsync(DbaBackup backup, string? name, Func<RestoreRequest, RestoreRequest> change) =>
        _runtime.RunAsync("Restore-DbaDatabase", change(new RestoreRequest { Server = [servers.Target.Uri], Path = backup.Path, NewName = name }), cancellationToken: Token);

    private Task<object?> Target(string sql, string? database = null) => servers.Target.ScalarAsync(sql, database, Token);

    private async Task<string[]> DatabasesAsync() => (string[])(await Target("SELECT array_agg(datname::text ORDER BY datname) FROM pg_database"))!;

    /// <summary>The same inventory, and the same rows table by table.</summary>
    private async Task AssertSameAsync(string source, string target)
    {
        await using var left = await (await _runtime.ConnectAsync(servers.Source.UriOf(source), cancellationToken: Token)).EnterAsync(null, Token);
        await using var right = await (await _runtime.ConnectAsync(servers.Target.UriOf(target), cancellationToken: Token)).EnterAsync(null, Token);
        var expected = await ListAsync(left);
        var actual = await ListAsync(right);
        Assert.Equal(expected.Except(actual), actual.Except(expected));
        Assert.True(expected.Count > 80, $"only {expected.Count} objects");
        const string Tables = "SELECT array_agg(format('%I.%I', schemaname, tablename) ORDER BY tablename) FROM pg_tables WHERE schemaname = 'shop'";
        foreach (var table in (string[])(await servers.Source.ScalarAsync(Tables, source, Token))!)
        {
            // Partitions by an enum's hash hold other rows in every database.
            var rows = $"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text COLLATE \"C\"), '')) FROM {(table.StartsWith("shop.hashed", StringComparison.Ordinal) ? "shop.hashed" : $"ONLY {table}")} t";
            if (!table.EndsWith(".references_by_name", StringComparison.Ordinal))
            {
                Assert.Equal((table, await servers.Source.ScalarAsync(rows, source, Token)), (table, await servers.Target.ScalarAsync(rows, target, Token)));
            }
        }
        Assert.Equal("shop.orders shop.mood shop.touch", await Target("SELECT concat_ws(' ', a, b, c) FROM shop.references_by_name WHERE id = 1", target));
        foreach (var sql in (string[])
        [
            "SELECT md5(string_agg(loid || ':' || md5(lo_get(loid)), ',' ORDER BY loid)) FROM (SELECT oid AS loid FROM pg_largeobject_metadata) o",
            "SELECT string_agg(schemaname || sequencename || coalesce(last_value, -1), ',' ORDER BY schemaname, sequencename) FROM (SELECT * FROM pg_sequences ORDER BY 1, 2) s",
            "SELECT string_agg(average::text, ',') FROM shop.average",
            "SELECT obj_description(424242, 'pg_largeobject')",
            "SELECT string_agg(lomacl::text, ',') FROM pg_largeobject_metadata",
        ])
        {
            Assert.Equal(await servers.Source.ScalarAsync(sql, source, Token), await servers.Target.ScalarAsync(sql, target, Token));
        }
    }

    private async Task<List<BackupSchemaObject>> ListAsync(DatabaseScope scope)
    {
        var all = new List<BackupSchemaObject>();
        await foreach (var item in scope.Require<ISchemaInventory>().ReadAsync(Token))
        {
            all.Add(item);
        }
        return all;
    }
}
