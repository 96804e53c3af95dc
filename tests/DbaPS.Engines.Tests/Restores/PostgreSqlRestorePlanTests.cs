using DbaPS.Backups;
using DbaPS.PostgreSql.Restores;
using DbaPS.Restores;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>What a plan finds before anything is made: selections, what the server lacks, archives somebody changed, leftovers.</summary>
public sealed class PostgreSqlRestorePlanTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncDisposable
{
    private readonly RestoreBench _bench = new(servers.Source, servers.Target);

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_schema_comes_alone_with_what_it_needs_of_others()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            """
            CREATE SCHEMA one; CREATE SCHEMA two; CREATE SCHEMA three;
            CREATE TYPE two.mood AS ENUM ('x'); CREATE FUNCTION two.label() RETURNS text LANGUAGE sql AS $$SELECT 'l'$$; CREATE SEQUENCE two.numbers START 10;
            CREATE FUNCTION two.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
            CREATE TABLE two.other (id int PRIMARY KEY); INSERT INTO two.other VALUES (1); CREATE TABLE three.far (id int);
            CREATE TABLE one.main (id int DEFAULT nextval('two.numbers') PRIMARY KEY, mood two.mood, label text DEFAULT two.label(), other int REFERENCES two.other);
            CREATE TRIGGER tell BEFORE INSERT ON one.main FOR EACH ROW EXECUTE FUNCTION two.tell(); CREATE INDEX main_mood ON one.main (mood);
            INSERT INTO one.main (mood, other) VALUES ('x', 1);
            """, database, Token);
        var done = await _bench.RestoredAsync(await _bench.BackUpAsync(database), "one schema", r => r with { Schema = ["one"] });
        Assert.Equal("one.main", await _bench.TargetAsync("SELECT string_agg(schemaname || '.' || tablename, ',') FROM pg_tables WHERE schemaname IN ('one', 'two', 'three')", "one schema"));
        Assert.Equal("x l 10", await _bench.TargetAsync("SELECT concat_ws(' ', mood, label, id) FROM one.main", "one schema"));
        Assert.Equal(11, await _bench.TargetAsync("INSERT INTO one.main (mood) VALUES ('x') RETURNING id", "one schema"));
        Assert.Equal(1L, await _bench.TargetAsync("SELECT count(*) FROM pg_trigger WHERE tgname = 'tell'", "one schema"));
        Assert.Contains(done.Notes, n => n.Contains("main_other_fkey", StringComparison.Ordinal) && n.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_server_lacks_is_named_with_the_option_that_helps()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE EXTENSION hstore; CREATE TABLE t (id int, h hstore); INSERT INTO t VALUES (1, 'a=>1')", database, Token);
        var backup = await _bench.BackUpAsync(database);
        var tamper = new BackupTamper(backup.Path);
        await tamper.ChangeArchiveAsync(entries => entries.Select(e => e.Tag == "hstore" ? e with { Tag = "nowhere" } : e));
        await tamper.ChangeManifestAsync(m => m with
        {
            Extensions = [new BackupExtension("nowhere", "1.0", "public")],
            Tablespaces = [new BackupTablespace("fast", "postgres", "/fast", [], null, null)],
            Properties = new Dictionary<string, string?>(m.Properties) { ["collate"] = "xx_XX.UTF-8", ["ctype"] = "xx_XX.UTF-8" },
        });
        var plan = (await _bench.RestoreAsync(backup, "lacks", r => r with { PlanOnly = true })).Of<DbaRestore>().Single().Plan;
        Assert.Equal(["ExtensionsMissing", "LocaleMissing", "TablespacesMissing"], plan.Problems.Select(p => p.Id).Order());
        Assert.Contains(plan.Problems, p => p.RecommendedAction!.Contains("-Locale", StringComparison.Ordinal));
        Assert.Contains(plan.Problems, p => p.RecommendedAction!.Contains("-NoTablespaces", StringComparison.Ordinal));

        plan = (await _bench.RestoreAsync(backup, "lacks", r => r with { PlanOnly = true, Locale = "yy_YY", NoTablespaces = true })).Of<DbaRestore>().Single().Plan;
        Assert.Equal(["ExtensionsMissing", "LocaleNotFit"], plan.Problems.Select(p => p.Id).Order());
        await tamper.ChangeManifestAsync(m => m with { Extensions = [new BackupExtension("hstore", "1.8", "public")] });
        await tamper.ChangeArchiveAsync(entries => entries.Select(e => e.Tag == "nowhere" ? e with { Tag = "hstore" } : e));
        var done = await _bench.RestoredAsync(backup, "lacks", r => r with { Locale = "C.UTF-8", NoTablespaces = true });
        Assert.Contains(done.Notes, n => n.Contains("C.UTF-8", StringComparison.Ordinal));
        Assert.Equal("C.UTF-8", await _bench.TargetAsync("SELECT datcollate::text FROM pg_database WHERE datname = 'lacks'"));
    }

    [Fact]
    public async Task A_server_built_without_lz4_is_told_before_anything_is_made()
    {
        var without = TestServers.PostgreSql(18);
        const string Methods = "SELECT array_to_string(enumvals, ',') FROM pg_settings WHERE name = 'default_toast_compression'";
        Assert.SkipUnless((string?)await _bench.SourceAsync(Methods) == "pglz,lz4" && (string?)await without.ScalarAsync(Methods, cancellationToken: Token) == "pglz", "It takes one server with lz4 and one without.");
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync($"CREATE TABLE packed (id int, t text COMPRESSION lz4); CREATE TABLE plain (t text); ALTER DATABASE \"{database}\" SET default_toast_compression = lz4", database, Token);
        var backup = await _bench.BackUpAsync(database);
        await using var bench = new RestoreBench(servers.Source, without);

        var problem = Assert.Single((await bench.RestoreAsync(backup, "packed", r => r with { PlanOnly = true })).Of<DbaRestore>().Single().Plan.Problems);
        Assert.Equal("CompressionMissing", problem.Id);
        Assert.Contains("public.packed, the setting default_toast_compression.", problem.Message, StringComparison.Ordinal);
        var before = await bench.DatabasesAsync();
        Assert.Equal("CompressionMissing", Assert.Single((await bench.RestoreAsync(backup, "packed")).Errors).Id);
        Assert.Equal(before, await bench.DatabasesAsync());

        await bench.RestoredAsync(backup, $"{database}_plain", r => r with { Table = ["plain"] });
        await _bench.RestoredAsync(backup, "packed");
        Assert.Equal("l", await _bench.TargetAsync("SELECT attcompression::text FROM pg_attribute WHERE attrelid = 'packed'::regclass AND attname = 't'", "packed"));
    }

    [Fact]
    public async Task A_database_sorted_by_icu_stays_so()
    {
        await servers.Source.ExecuteAsync("CREATE DATABASE icu_db TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-u-co-phonebk' LC_COLLATE 'C' LC_CTYPE 'C'", cancellationToken: Token);
        await servers.Source.ExecuteAsync("CREATE TABLE t (v text PRIMARY KEY); INSERT INTO t VALUES ('ä'), ('z'), ('a')", "icu_db", Token);
        await _bench.RestoredAsync(await _bench.BackUpAsync("icu_db"), "icu_copy");
        Assert.Equal("i de-u-co-phonebk", await _bench.TargetAsync("SELECT concat_ws(' ', datlocprovider, daticulocale) FROM pg_database WHERE datname = 'icu_copy'"));
        Assert.Equal("a,ä,z", await _bench.TargetAsync("SELECT string_agg(v, ',' ORDER BY v) FROM t", "icu_copy"));
    }

    [Theory]
    [InlineData("\\! touch /tmp/dbaps-owned\n")]
    [InlineData("SET session_replication_role = replica;\n")]
    [InlineData("GRANT pg_execute_server_program TO PUBLIC;\n")]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'id';\n")]
    [InlineData("CREATE TABLE public.x (id integer);\nALTER ROLE postgres PASSWORD 'x';\n")]
    public async Task An_archive_somebody_changed_is_refused_before_anything_is_made(string definition)
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE TABLE t (id int)", database, Token);
        var backup = await _bench.BackUpAsync(database);
        await new BackupTamper(backup.Path).ChangeArchiveAsync(entries => entries.Append(ArchiveBytes.Entry(99_999, "TABLE", "x", definition, "public")));
        var before = await _bench.DatabasesAsync();
        var error = Assert.Single((await _bench.RestoreAsync(backup, "owned")).Errors);
        Assert.Equal("StatementRefused", error.Id);
        Assert.Equal(before, await _bench.DatabasesAsync());
    }

    [Fact]
    public async Task Labels_are_left_out_and_said()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE TABLE t (id int)", database, Token);
        var backup = await _bench.BackUpAsync(database);
        await new BackupTamper(backup.Path).ChangeArchiveAsync(entries => entries.Append(
            ArchiveBytes.Entry(99_999, "SECURITY LABEL", "TABLE t", "SECURITY LABEL FOR selinux ON TABLE public.t IS 'x';\n", "public", section: ArchiveSection.None)));
        var done = await _bench.RestoredAsync(backup, "labels");
        Assert.Contains(done.Notes, n => n.Contains("security label on TABLE t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_interrupted_restore_left_is_named_and_removed_when_asked()
    {
        var database = servers.Source.CreateDatabase();
        var backup = await _bench.BackUpAsync(database);
        await servers.Target.ExecuteAsync("CREATE DATABASE \"shop_restoring_0123abcd\"", cancellationToken: Token);
        await servers.Target.ExecuteAsync("CREATE DATABASE \"busy_restoring_0123abcd\"", cancellationToken: Token);
        await servers.Target.ExecuteAsync("CREATE DATABASE \"shop_replaced_0123abcd\"", cancellationToken: Token);
        await using var busy = await servers.Target.OpenAsync("busy_restoring_0123abcd", Token);
        var plan = (await _bench.RestoreAsync(backup, "after", r => r with { PlanOnly = true })).Of<DbaRestore>().Single();
        Assert.Equal(["shop_restoring_0123abcd"], plan.Plan.Leftovers);
        Assert.Contains(plan.Notes, n => n.Contains("shop_restoring_0123abcd", StringComparison.Ordinal) && n.Contains("-RemoveLeftovers", StringComparison.Ordinal));
        Assert.Contains(plan.Notes, n => n.Contains("shop_replaced_0123abcd", StringComparison.Ordinal));
        var done = await _bench.RestoredAsync(backup, "after", r => r with { RemoveLeftovers = true });
        Assert.Contains("DROP DATABASE IF EXISTS \"shop_restoring_0123abcd\"", done.Sql, StringComparison.Ordinal);
        var left = await _bench.DatabasesAsync();
        Assert.DoesNotContain("shop_restoring_0123abcd", left);
        Assert.Contains("busy_restoring_0123abcd", left);
        Assert.Contains("shop_replaced_0123abcd", left);
    }

    [Fact]
    public async Task Functions_that_need_the_search_path_of_sessions_get_it_while_the_restore_lasts()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            """
            CREATE SCHEMA app; SET search_path = app;
            CREATE TABLE factors (k int PRIMARY KEY, f int); INSERT INTO factors VALUES (1, 10);
            CREATE FUNCTION inner_of(k int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT f FROM factors x WHERE x.k = inner_of.k';
            CREATE FUNCTION factor(k int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN inner_of(k); END';
            CREATE TABLE a_values (k int CHECK (factor(k) > 0)); INSERT INTO a_values VALUES (1);
            CREATE INDEX by_factor ON a_values (factor(k));
            CREATE MATERIALIZED VIEW m AS SELECT factor(k) FROM a_values;
            """, database, Token);
        await servers.Source.ExecuteAsync($"ALTER DATABASE {database} SET search_path = app", cancellationToken: Token);
        var backup = await _bench.BackUpAsync(database);
        var done = await _bench.RestoredAsync(backup, "paths", r => r with { Jobs = 2 });
        Assert.Contains(done.Notes, n => n.Contains("search_path", StringComparison.Ordinal));
        Assert.Null(await _bench.TargetAsync("SELECT string_agg(proname, ',') FROM pg_proc WHERE proconfig IS NOT NULL AND pronamespace = 'app'::regnamespace", "paths"));
        Assert.Equal(10, await _bench.TargetAsync("SELECT * FROM app.m", "paths"));
    }

    [Theory]
    [InlineData("checked", "CREATE TABLE checked (id int CHECK (fn.f(id) > 0)); INSERT INTO checked VALUES (1)")]
    [InlineData("made", "CREATE TABLE made (id int, x int GENERATED ALWAYS AS (fn.f(id)) STORED); INSERT INTO made VALUES (1)")]
    [InlineData("found", "CREATE TABLE found (id int); INSERT INTO found VALUES (1); CREATE INDEX ON found (fn.f(id))")]
    public async Task What_a_chosen_tables_function_calls_and_the_choice_left_out_is_named(string table, string sql)
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            "CREATE SCHEMA fn; CREATE FUNCTION fn.g() RETURNS int LANGUAGE sql AS 'SELECT 1'; "
            + "CREATE FUNCTION fn.f(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN fn.g(); END'", database, Token);
        await servers.Source.ExecuteAsync(sql, database, Token);
        var backup = await _bench.BackUpAsync(database);

        var error = Assert.Single((await _bench.RestoreAsync(backup, $"left {table}", r => r with { Table = [table] })).Errors);

        Assert.Contains(table, error.Message, StringComparison.Ordinal);
        Assert.Contains("function fn.g() does not exist", error.Message, StringComparison.Ordinal);
        Assert.Contains("FUNCTION fn.g()", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-Schema fn", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(await _bench.DatabasesAsync(), d => d.StartsWith("left ", StringComparison.Ordinal));
        // Doing as it says is enough.
        await _bench.RestoredAsync(backup, $"taken {table}", r => r with { Table = [table], Schema = ["fn"] });
        Assert.Equal(1L, await _bench.TargetAsync($"SELECT count(*) FROM {table}", $"taken {table}"));
    }

    [Fact]
    public async Task A_view_that_cannot_be_computed_stays_empty_and_is_said()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1); CREATE MATERIALIZED VIEW m AS SELECT 1 / id AS x FROM t; UPDATE t SET id = 0", database, Token);
        var backup = await _bench.BackUpAsync(database);
        var said = await _bench.RestoreAsync(backup, "uncomputed");
        Assert.Empty(said.Errors);
        Assert.Contains(said.Warnings, w => w.Contains("public.m", StringComparison.Ordinal) && w.Contains("division by zero", StringComparison.Ordinal));
        Assert.Equal(false, await _bench.TargetAsync("SELECT ispopulated FROM pg_matviews", "uncomputed"));
        Assert.Contains((await _bench.DrillAsync(backup)).Findings, f => f.Object.Contains("public.m", StringComparison.Ordinal));
    }
}
