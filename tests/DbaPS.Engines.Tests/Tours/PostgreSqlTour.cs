using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tours;

/// <summary>The fixture is there to skip the test where no PostgreSQL is installed; the tour starts its own.</summary>
[Covers("Start-DbaTour", On = [typeof(PostgreSql15)])]
public sealed class PostgreSqlTour : TourSpec, IClassFixture<PostgreSql15>
{
    public PostgreSqlTour(PostgreSql15 server) => Assert.StartsWith("15", server.Version, StringComparison.Ordinal);

    protected override string Engine => "PostgreSql";

    protected override bool Counts => true;
}
