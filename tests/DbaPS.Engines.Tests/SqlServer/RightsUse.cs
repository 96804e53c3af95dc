using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>What a script of a login names: rights, roles, functions and the server's own tables, as the parser sees them.</summary>
internal sealed class RightsUse : TSqlFragmentVisitor
{
    /// <summary>What the golden scripts' names begin with.</summary>
    public const string Log = "role-";

    private string? _database;

    private RightsUse()
    {
    }

    public HashSet<string> Rights { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary><c>msdb.dbo.backupset</c> …, and the tables of the user's own database, which has no name here.</summary>
    public HashSet<string> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static RightsUse Of(string sql)
    {
        var use = new RightsUse();
        TransactSql.Parse(sql).Accept(use);
        return use;
    }

    public static IEnumerable<RightsUse> OfGolden() =>
        Golden.Statements().Where(s => s.Log.StartsWith(Log, StringComparison.Ordinal)).GroupBy(s => s.Log).Select(log => Of(string.Join('\n', log.Select(s => s.Statement))));

    /// <summary>A statement that the script puts together itself: its literals, with something between.</summary>
    public override void Visit(DeclareVariableElement node)
    {
        var literals = new Literals();
        node.Value.Accept(literals);
        TransactSql.Parse(string.Join("0x0A", literals.Found)).Accept(this);
    }

    public override void ExplicitVisit(UseStatement node) => _database = node.DatabaseName.Value is "msdb" ? "msdb." : null;

    public override void Visit(Permission node) => Rights.Add(string.Join(' ', node.Identifiers.Select(i => i.Value)));

    public override void Visit(SecurityTargetObjectName node) => Tables.Add(_database + string.Join('.', node.MultiPartIdentifier.Identifiers.Select(i => i.Value)));

    public override void Visit(AlterRoleStatement node) => Roles.Add(node.Name.Value);

    public override void Visit(FunctionCall node) => Functions.Add(node.FunctionName.Value);

    private sealed class Literals : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(StringLiteral node) => Found.Add(node.Value);
    }
}
