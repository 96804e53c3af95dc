using DbaPS.SqlServer.Capabilities;
using DbaPS.SqlServer.Connections;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>The script of Get-DbaCapability -AsScript, by platform and version; each line is a statement, and every name in it is documented.</summary>
public sealed class SqlServerRoleScriptTests
{
    private static readonly string[] Everything =
        ["Get-DbaServer", "Get-DbaDatabase", "Get-DbaTable", "Get-DbaIndex", "Get-DbaSlowQuery", "New-DbaIndex", "Backup-DbaDatabase", "Get-DbaBackup", "Test-DbaBackup", "Restore-DbaDatabase", "Test-DbaRestore"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int, string> Servers => new()
    {
        { "role-2017", "14.0.3465.1", RecordedServer.Standard, "dbaps" },
        { "role-2022", "16.0.4185.3", RecordedServer.Enterprise, "O'Neil [dba]" },
        { "role-windows", "16.0.4185.3", RecordedServer.Enterprise, @"SHOP\dbaps" },
        { "role-managed-instance", "12.0.2000.8", RecordedServer.ManagedInstance, "dbaps" },
        { "role-azure", "12.0.2000.8", RecordedServer.AzureDatabase, "dbaps" },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Names_only_rights_that_this_server_has(string name, string version, int edition, string role)
    {
        var script = await ScriptAsync(version, edition, role, Everything);
        await Golden.HoldsAsync(name, [.. script.Split('\n').Select(l => $"shop> {l}")], Token);

        var (use, contract) = (RightsUse.Of(script), SqlServerScripts.Contract);
        var platform = edition switch { RecordedServer.AzureDatabase => "AzureSqlDatabase", RecordedServer.ManagedInstance => "ManagedInstance", _ => "SqlServer" };
        var major = platform == "SqlServer" ? int.Parse(version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) : 17;
        Assert.Empty(use.Rights.Except(contract.Rights.Where(r => r.Since <= major && r.Platforms.Contains(platform)).Select(r => r.Name)));
        Assert.Empty(use.Roles.Except(contract.Roles.Select(r => r.Name)));
        Assert.Empty(use.Functions.Except(contract.Functions.Select(f => f.Name)));
        Assert.Empty(use.Tables.Except(contract.Objects.Where(o => o.Platforms.Contains(platform)).Select(o => o.Name)).Except(["dbo.orders", "sales.odd ] name"]));
    }

    [Fact]
    public void The_contract_has_no_right_that_no_script_grants()
    {
        Assert.Empty(SqlServerScripts.Contract.Rights.Select(r => r.Name).Except(RightsUse.OfGolden().SelectMany(u => u.Rights)));
        Assert.Empty(SqlServerScripts.Contract.Roles.Select(r => r.Name).Except(RightsUse.OfGolden().SelectMany(u => u.Roles)));
    }

    [Fact]
    public async Task A_login_for_reading_changes_nothing_and_reads_no_row_of_the_user_s()
    {
        var use = RightsUse.Of(await ScriptAsync("16.0.4185.3", RecordedServer.Enterprise, "dbaps", [.. Everything.Where(c => c.StartsWith("Get-", StringComparison.Ordinal))]));
        Assert.Equal(["SELECT", "VIEW ANY DEFINITION", "VIEW DEFINITION", "VIEW SERVER PERFORMANCE STATE", "VIEW SERVER SECURITY STATE"], use.Rights.Order(StringComparer.Ordinal));
        Assert.Equal(["msdb.dbo.backupmediafamily", "msdb.dbo.backupset"], use.Tables.Order(StringComparer.Ordinal));
        Assert.Empty(use.Roles);
    }

    [Fact]
    public async Task A_name_ends_neither_a_comment_nor_a_literal()
    {
        var script = await ScriptAsync("16.0.4185.3", RecordedServer.Enterprise, "x]\nDROP DATABASE shop; --'", ["Get-DbaServer"]);
        Assert.DoesNotContain(script.Split('\n'), l => l.StartsWith("DROP", StringComparison.Ordinal));
        Assert.Equal(["VIEW SERVER SECURITY STATE"], RightsUse.Of(script).Rights);
        Assert.DoesNotContain("DropDatabaseStatement", string.Join(' ', Statements.Of(script)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_tells_how_it_was_let_in_and_what_the_time_is()
    {
        var now = DateTimeOffset.UtcNow;
        var driver = new RecordingDriver().On("CONNECTIONPROPERTY", "method", ["NTLM"]).On("SYSDATETIMEOFFSET() AS now", "now", [now]);
        await using var session = await RecordedServer.ConnectAsync(driver, "16.0.4185.3", RecordedServer.Enterprise, Token);
        var probe = new SqlServerLoginProbe(session);
        var facts = await probe.ReadAsync(Token);
        Assert.Equal(("NTLM", "TLS", null), (facts.Authentication, facts.Tls, facts.Cipher));
        var moments = new List<DateTimeOffset>();
        await foreach (var moment in probe.ClockAsync(3, Token))
        {
            moments.Add(moment);
        }
        Assert.Equal([now, now, now], moments);
    }

    private static async Task<string> ScriptAsync(string version, int edition, string role, IReadOnlyCollection<string> cmdlets)
    {
        var driver = new RecordingDriver().On("-- role-needs", "schema, name", ["dbo", "orders"], ["sales", "odd ] name"]);
        await using var session = await RecordedServer.ConnectAsync(driver, version, edition, Token);
        return await new SqlServerRoleScript(session).WriteAsync(role, cmdlets, Token);
    }

    /// <summary>The kinds of the statements in a script, those in blocks too.</summary>
    private sealed class Statements : Microsoft.SqlServer.TransactSql.ScriptDom.TSqlFragmentVisitor
    {
        private readonly List<string> _kinds = [];

        public static IReadOnlyList<string> Of(string sql)
        {
            var found = new Statements();
            TransactSql.Parse(sql).Accept(found);
            return found._kinds;
        }

        public override void Visit(Microsoft.SqlServer.TransactSql.ScriptDom.TSqlStatement node) => _kinds.Add(node.GetType().Name);
    }
}
