using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tours;

[Covers("Start-DbaTour", On = [typeof(SqliteServer)])]
public sealed class SqliteTour : TourSpec
{
    protected override string Engine => "Sqlite";

    protected override bool Counts => false;
}
