using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlInvocation;

public sealed class SqlServerInvokeSqlCsv(SqlServerServer server) : InvokeSqlCsvSpec<SqlServerServer>(server)
{
    protected override (string Type, string Bad, int Line, string Column) Misfit => ("int)", "two", 3, "n");
}
