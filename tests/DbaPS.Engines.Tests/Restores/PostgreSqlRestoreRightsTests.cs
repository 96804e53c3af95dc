using DbaPS.Restores;

namespace DbaPS.Engines.Tests.Restores;

/// <summary>Restores by a login that is no superuser, and what becomes of roles that are on the server already.</summary>
public sealed class PostgreSqlRestoreRightsTests(RestoreServers servers) : IClassFixture<RestoreServers>, IAsyncDisposable
{
    private readonly RestoreBench _bench = new(servers.Source, servers.Target);

    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_login_with_createdb_restores_what_it_may_own()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync(
            """
            CREATE ROLE "plain owner"; CREATE ROLE "plain reader";
            CREATE TABLE t (id serial PRIMARY KEY, v text); INSERT INTO t (v) VALUES ('a'); ALTER TABLE t OWNER TO "plain owner";
            GRANT SELECT ON t TO "plain reader" WITH GRANT OPTION; SET ROLE "plain reader"; GRANT SELECT ON t TO PUBLIC; RESET ROLE;
            CREATE VIEW v AS SELECT * FROM t; CREATE EXTENSION hstore; SELECT lo_from_bytea(4711, 'x');
            """, database, Token);
        var backup = await _bench.BackUpAsync(database);
        await servers.Target.ExecuteAsync("CREATE ROLE plain LOGIN CREATEDB PASSWORD 'plain'", cancellationToken: Token);
        DbaPS.Connections.ServerTarget[] login = [servers.Target.UriFor("plain", "plain")];

        var refused = Assert.Single((await _bench.RestoreAsync(backup, "by plain", r => r with { Server = login, Roles = RestoreRoleMode.Create })).Errors);
        Assert.Contains("may not make roles", refused.Message, StringComparison.Ordinal);
        await servers.Target.ExecuteAsync("CREATE ROLE \"plain owner\"; CREATE ROLE \"plain reader\"", cancellationToken: Token);
        refused = Assert.Single((await _bench.RestoreAsync(backup, "by plain", r => r with { Server = login })).Errors);
        Assert.Equal("OwnersNotAllowed", refused.Id);
        Assert.Contains("plain owner", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-RoleMap", refused.RecommendedAction, StringComparison.Ordinal);

        await servers.Target.ExecuteAsync("GRANT \"plain owner\", \"plain reader\" TO plain", cancellationToken: Token);
        await _bench.RestoredAsync(backup, "by plain", r => r with { Server = login, Roles = RestoreRoleMode.Map, RoleMap = ["postgres=plain"] });
        Assert.Equal("plain owner", await _bench.TargetAsync("SELECT tableowner::text FROM pg_tables WHERE tablename = 't'", "by plain"));
        Assert.Equal("plain", await _bench.TargetAsync("SELECT datdba::regrole::text FROM pg_database WHERE datname = 'by plain'"));
        Assert.Equal("x", await _bench.TargetAsync("SELECT convert_from(lo_get(4711), 'UTF8')", "by plain"));
        Assert.Equal(
            await _bench.SourceAsync("SELECT relacl::text FROM pg_class WHERE relname = 't'", database), await _bench.TargetAsync("SELECT relacl::text FROM pg_class WHERE relname = 't'", "by plain"));
    }

    [Fact]
    public async Task A_login_with_createrole_makes_roles_and_gives_them_back()
    {
        var database = servers.Source.CreateDatabase();
        await servers.Source.ExecuteAsync("CREATE ROLE \"made owner\"; CREATE TABLE t (id int); ALTER TABLE t OWNER TO \"made owner\"", database, Token);
        await servers.Source.ExecuteAsync($"ALTER DATABASE {database} OWNER TO \"made owner\"", cancellationToken: Token);
        var backup = await _bench.BackUpAsync(database);
        await servers.Target.ExecuteAsync("CREATE ROLE maker LOGIN CREATEDB CREATEROLE PASSWORD 'maker'", cancellationToken: Token);
        var done = await _bench.RestoreAsync(backup, "by maker", r => r with { Server = [servers.Target.UriFor("maker", "maker")], Roles = RestoreRoleMode.Create });
        Assert.Empty(done.Errors);
        Assert.Equal("made owner", await _bench.TargetAsync("SELECT datdba::regrole::text FROM pg_database WHERE datname = 'by maker'").ContinueWith(t => t.Result?.ToString()?.Trim('"'), Token));
        Assert.Equal(false, await _bench.TargetAsync("SELECT pg_has_role('maker', 'made owner', 'member')"));
    }

    [Fact]
    public async Task What_only_a_superuser_may_make_is_named_before_anything_is_made()
    {
        var database = servers.Source.CreateDatabase();
        await RichSchema.CreateAsync(servers.Source, database, "rights");
        var backup = await _bench.BackUpAsync(database);
        await servers.Target.ExecuteAsync("CREATE ROLE modest LOGIN CREATEDB PASSWORD 'modest'", cancellationToken: Token);
        var before = await _bench.DatabasesAsync();
        var plan = (await _bench.RestoreAsync(backup, "modest", r => r with
        {
            Server = [servers.Target.UriFor("modest", "modest")],
            PlanOnly = true,
            Roles = RestoreRoleMode.Map,
            RoleMap = ["postgres=modest", "rights owner=modest", "rights writer=modest", "rights reader=modest"],
        })).Of<DbaRestore>().Single();
        var problem = Assert.Single(plan.Plan.Problems, p => p.Id == "SuperuserNeeded");
        foreach (var named in (string[])["EVENT TRIGGER rights ddl", "SUBSCRIPTION rights_sub", "OPERATOR CLASS shop.absolute"])
        {
            Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("hstore", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, await _bench.DatabasesAsync());
    }

    [Theory]
    [InlineData(RestoreRoleMode.Create, true)]
    [InlineData(RestoreRoleMode.Require, false)]
    public async Task Memberships_that_roles_of_the_server_lack_are_said_and_granted_with_create(RestoreRoleMode mode, bool granted)
    {
        var (member, group, database) = ($"member {mode}", $"group {mode}", servers.Source.CreateDatabase());
        var roles = $"CREATE ROLE \"{member}\"; CREATE ROLE \"{group}\"";
        await servers.Source.ExecuteAsync($"{roles}; GRANT \"{group}\" TO \"{member}\" WITH ADMIN OPTION; CREATE TABLE t (); ALTER TABLE t OWNER TO \"{member}\"", database, Token);
        await servers.Target.ExecuteAsync(roles, cancellationToken: Token);
        var done = await _bench.RestoredAsync(await _bench.BackUpAsync(database), $"members {mode}", r => r with { Roles = mode });
        Assert.Contains(done.Notes, n => n.Contains($"{member} is on the server already", StringComparison.Ordinal) && n.Contains(group, StringComparison.Ordinal));
        Assert.Equal(granted, await _bench.TargetAsync($"SELECT pg_has_role('{member}', '{group}', 'member')"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Passwords_come_only_when_they_were_asked_for(bool asked)
    {
        var (role, database) = ($"secret {asked}", servers.Source.CreateDatabase());
        await servers.Source.ExecuteAsync($"CREATE ROLE \"{role}\" LOGIN PASSWORD 'canary-login'; CREATE TABLE t (); ALTER TABLE t OWNER TO \"{role}\"", database, Token);
        var done = await _bench.RestoredAsync(await _bench.BackUpAsync(database, r => r with { IncludePasswordHashes = asked }), $"passwords {asked}", r => r with { Roles = RestoreRoleMode.Create });
        Assert.Equal(asked, await _bench.TargetAsync($"SELECT rolpassword IS NOT NULL FROM pg_authid WHERE rolname = '{role}'"));
        Assert.DoesNotContain("SCRAM", done.Sql + string.Join('\n', done.Steps.Select(s => s.Sql)), StringComparison.Ordinal);
        if (asked)
        {
            Assert.Equal(
                await _bench.SourceAsync($"SELECT rolpassword FROM pg_authid WHERE rolname = '{role}'"), await _bench.TargetAsync($"SELECT rolpassword FROM pg_authid WHERE rolname = '{role}'"));
        }
    }
}
