using System.Globalization;
using System.Reflection;
using System.Text;
using DbaPS.Operations;
using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Engines;

/// <summary>Writes docs/engines.md from what the engines offer and from what the specs really run.</summary>
internal static class SupportMatrix
{
    private static readonly (Type Server, string Engine, string Column)[] Columns =
    [
        (typeof(PostgreSql14), "PostgreSql", "PostgreSQL 14"),
        (typeof(PostgreSql15), "PostgreSql", "15"),
        (typeof(PostgreSql16), "PostgreSql", "16"),
        (typeof(PostgreSql17), "PostgreSql", "17"),
        (typeof(PostgreSql18), "PostgreSql", "18"),
        (typeof(SqliteServer), "Sqlite", "SQLite"),
        (typeof(MariaDb1011), "MariaDb", "MariaDB 10.11"),
        (typeof(MySql9), "MySql", "MySQL 9"),
        (typeof(SqlServerServer), "SqlServer", "SQL Server 2017–2025, Azure"),
    ];

    public static string Write(DbaRuntime runtime)
    {
        var seen = Seen();
        var text = new StringBuilder("""
            # Engines

            Generated from the engines' capability tables and from the specs that run on live servers; a test keeps it fresh
            (`UPDATE_GOLDEN=1` writes it). **seen**: a spec runs the cmdlet on that server. **contract-tested, unseen**: no server of
            the kind runs here; what is sent parses with the vendor's parser and names only what its documentation has, and the same
            specs run where `DBAPS_TEST_SQLSERVER` names a server. **offered**: the engine has it and no spec has run it there. **declined**: the engine says why not, below.


            """);
        text.Append("| cmdlet |").AppendJoin("|", Columns.Select(c => $" {c.Column} ")).AppendLine("|");
        text.Append("|---|").AppendJoin("|", Columns.Select(_ => "---")).AppendLine("|");
        foreach (var operation in OperationCatalog.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{operation.Name}` |").AppendJoin("|", Columns.Select(c => $" {Cell(runtime, operation, c, seen)} ")).AppendLine("|");
        }
        text.AppendLine().AppendLine("## What is declined, and what serves instead").AppendLine();
        foreach (var engine in runtime.Engines.All().OrderBy(e => e.DisplayName, StringComparer.Ordinal))
        {
            foreach (var (capability, why) in engine.Capabilities.Declined.OrderBy(d => d.Key.Name, StringComparer.Ordinal))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"* **{engine.DisplayName}, {CapabilityNames.Of(capability)}**: {why.Reason} {why.Advice}");
            }
        }
        return text.ToString();
    }

    private static string Cell(DbaRuntime runtime, OperationDescriptor operation, (Type Server, string Engine, string Column) column, HashSet<(string, Type)> seen)
    {
        if (seen.Contains((operation.Name, column.Server)))
        {
            return typeof(IUnseenServer).IsAssignableFrom(column.Server) ? "contract-tested, unseen" : "seen";
        }
        var table = runtime.Engines.Get(new EngineId(column.Engine)).Capabilities;
        return operation.Attribute.Requires.Any(table.Declined.ContainsKey) ? "declined" : "offered";
    }

    private static HashSet<(string Cmdlet, Type Server)> Seen()
    {
        var seen = new HashSet<(string, Type)>();
        foreach (var type in typeof(SupportMatrix).Assembly.GetTypes().Where(t => !t.IsAbstract))
        {
            var servers = new List<Type>();
            var cmdlets = new List<string>();
            for (var t = type; t is not null; t = t.BaseType)
            {
                servers.AddRange(t.GetGenericArguments().Where(a => !a.IsGenericParameter && typeof(ITestServer).IsAssignableFrom(a)));
                if (t.GetCustomAttribute<CoversAttribute>(inherit: false) is { } covers)
                {
                    cmdlets.AddRange(covers.Cmdlets);
                    servers.AddRange(covers.On);
                }
            }
            seen.UnionWith(cmdlets.SelectMany(c => servers.Select(s => (c, s))));
        }
        return seen;
    }
}
