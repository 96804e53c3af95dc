using DbaPS.Backups;
using DbaPS.Capabilities;
using DbaPS.SlowQueries;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Capabilities;

/// <summary>Get-DbaCapability on PostgreSQL.</summary>
[Covers("Get-DbaCapability", On = [typeof(PostgreSql15)])]
public sealed class PostgreSqlCapabilityTests(PostgreSql15 server) : IClassFixture<PostgreSql15>
{
    private CancellationToken Token { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_superuser_lacks_the_extension_only()
    {
        var address = server.UriOf(server.CreateDatabase());
        await using var runtime = new TestRuntime();
        var session = await runtime.ConnectAsync(address, cancellationToken: Token);
        var needs = new List<CapabilityNeed>();
        await foreach (var need in session.Require<ICapabilityProbe>().ProbeAsync(Token))
        {
            needs.Add(need);
        }
        Assert.Equal((typeof(ISlowQuerySource), "CREATE EXTENSION pg_stat_statements;", true), needs.Select(n => (n.Capability, n.FixSql, n.Blocking)).Single());

        var found = await ProbeAsync(address);
        foreach (var cmdlet in (string[])["Get-DbaServer", "Get-DbaDatabase", "Get-DbaTable", "Get-DbaIndex", "New-DbaSandbox"])
        {
            Assert.True(found[cmdlet].Available, $"{cmdlet}: {found[cmdlet].Reason}");
            Assert.Null(found[cmdlet].GrantSql);
        }
    }

    [Fact]
    public async Task A_plain_logins_missing_grants_are_enough()
    {
        var database = server.CreateDatabase();
        var user = $"plain {database}";
        await server.ExecuteAsync($"""
            CREATE ROLE "{user}" LOGIN PASSWORD 'pw';
            CREATE SCHEMA closed; CREATE TABLE closed.t (id int); CREATE SEQUENCE s; CREATE TABLE open (id int); GRANT SELECT ON open TO PUBLIC;
            CREATE TABLE filtered (id int); GRANT SELECT ON filtered TO PUBLIC; ALTER TABLE filtered ENABLE ROW LEVEL SECURITY;
            SELECT lo_create(0);
            """, database, Token);
        var address = server.Server.UriFor(user, "pw", database);

        var backup = (await ProbeAsync(address))["Backup-DbaDatabase"];

        Assert.False(backup.Available);
        Assert.Equal(["the right to read 1 schema, 1 table, 1 sequence", "every row of 1 table with row security", "the right to read 1 large object"], backup.Needs);
        Assert.Contains($"GRANT pg_read_all_data TO \"{user}\";", backup.GrantSql, StringComparison.Ordinal);
        foreach (var statement in backup.GrantSql!.Split(Environment.NewLine))
        {
            await server.ExecuteAsync(statement, database, Token);
        }
        Assert.True((await ProbeAsync(address))["Backup-DbaDatabase"].Available);
        Assert.Equal($"ALTER ROLE \"{user}\" CREATEDB;{Environment.NewLine}ALTER ROLE \"{user}\" CREATEROLE;", (await ProbeAsync(address))["Restore-DbaDatabase"].GrantSql);
    }

    [Fact]
    public async Task What_a_backup_lacks_on_this_machine_is_told_beforehand()
    {
        var address = server.UriOf(server.CreateDatabase());
        var told = (await ProbeAsync(address))["Backup-DbaDatabase"];

        await using var runtime = new TestRuntime();
        var folder = Directory.CreateTempSubdirectory("dbaps-told-");
        try
        {
            var said = await runtime.RunAsync("Backup-DbaDatabase", new BackupRequest { Server = [address], Path = folder.FullName }, cancellationToken: Token);
            Assert.Equal(said.Errors.Count == 0, told.Available);
            Assert.Equal(said.Errors.Count == 0 ? [] : ["pg_dump 15 or newer on this machine"], told.Needs);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_only_shows_less_does_not_stand_in_the_way()
    {
        var database = server.CreateDatabase();
        await server.ExecuteAsync($"CREATE ROLE less_{database} LOGIN PASSWORD 'pw'; REVOKE CONNECT ON DATABASE {database} FROM PUBLIC", database, Token);
        var found = (await ProbeAsync(server.Server.UriFor($"less_{database}", "pw")))["Get-DbaDatabase"];
        Assert.True(found.Available);
        Assert.Equal($"GRANT pg_read_all_stats TO \"less_{database}\";", found.GrantSql);
    }

    private async Task<Dictionary<string, DbaCapability>> ProbeAsync(string address)
    {
        await using var runtime = new TestRuntime();
        var said = await runtime.RunAsync("Get-DbaCapability", new CapabilityRequest { Server = [address] }, cancellationToken: Token);
        Assert.Empty(said.Errors);
        return said.Of<DbaCapability>().ToDictionary(c => c.Cmdlet);
    }
}
