using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>What a script reads of the server's own: each object with the columns it takes from it, and the functions it calls, as the parser sees them.</summary>
internal sealed class CatalogueUse : TSqlFragmentVisitor
{
    private readonly Dictionary<string, string> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Alias, string Column)> _columns = [];
    private readonly HashSet<string> _derived = new(StringComparer.OrdinalIgnoreCase);

    private CatalogueUse()
    {
    }

    /// <summary><c>sys.tables</c>, <c>msdb.dbo.backupset</c> …</summary>
    public HashSet<string> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Object and column.</summary>
    public HashSet<(string Object, string Column)> Columns { get; } = [];

    public HashSet<string> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What can't be resolved: an alias used twice, a column without its table.</summary>
    public List<string> Problems { get; } = [];

    public static CatalogueUse Of(string sql)
    {
        var use = new CatalogueUse();
        TransactSql.Parse(sql).Accept(use);
        foreach (var (alias, column) in use._columns)
        {
            if (use._aliases.TryGetValue(alias, out var name))
            {
                use.Columns.Add((name, column.ToLowerInvariant()));
            }
            else if (!use._derived.Contains(alias))
            {
                use.Problems.Add($"{alias}.{column} belongs to nothing in the statement.");
            }
        }
        return use;
    }

    public override void ExplicitVisit(NamedTableReference node)
    {
        Name(node.SchemaObject, node.Alias);
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(SchemaObjectFunctionTableReference node)
    {
        Name(node.SchemaObject, node.Alias);
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(InlineDerivedTable node)
    {
        _derived.Add(node.Alias.Value);
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        var parts = node.MultiPartIdentifier?.Identifiers;
        if (parts is [var alias, var column])
        {
            _columns.Add((alias.Value, column.Value));
        }
        else if (parts is { Count: not 2 } && !(parts.Count == 1 && IsOutputOrKeyword(parts[0].Value)))
        {
            Problems.Add($"{string.Join('.', parts.Select(p => p.Value))} does not say whose column it is.");
        }
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(FunctionCall node)
    {
        Functions.Add(node.FunctionName.Value);
        base.ExplicitVisit(node);
    }

    /// <summary>ORDER BY over a union can name only its output; DATEPART's first argument is no column.</summary>
    private static bool IsOutputOrKeyword(string name) => name is "kind" or "identity" or "TZOFFSET";

    private void Name(SchemaObjectName name, Identifier? alias)
    {
        var whole = string.Join('.', name.Identifiers.Select(i => i.Value)).ToLowerInvariant();
        Objects.Add(whole);
        if (alias is null)
        {
            Problems.Add($"{whole} has no alias.");
        }
        else if (!_aliases.TryAdd(alias.Value, whole) && _aliases[alias.Value] != whole)
        {
            Problems.Add($"{alias.Value} stands for {whole} and for {_aliases[alias.Value]}.");
        }
    }
}
