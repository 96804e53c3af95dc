using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>The columns a query gives, by name, as the parser sees them.</summary>
internal static class OutputColumns
{
    public static IReadOnlyList<string> Of(string sql)
    {
        var script = (TSqlScript)TransactSql.Parse(sql);
        var query = ((SelectStatement)script.Batches[0].Statements[0]).QueryExpression;
        while (query is BinaryQueryExpression union)
        {
            query = union.FirstQueryExpression;
        }
        return [.. ((QuerySpecification)query).SelectElements.Cast<SelectScalarExpression>().Select(e => e.ColumnName?.Value ?? "(none)")];
    }
}
