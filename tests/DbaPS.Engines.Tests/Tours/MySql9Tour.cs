using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tours;

/// <summary>The fixture is there for its programs, and to skip the test without them; the tour starts its own.</summary>
[Covers("Start-DbaTour", On = [typeof(MySql9)])]
public sealed class MySql9Tour(MySql9 server) : TourSpec, IClassFixture<MySql9>
{
    protected override string Engine => "MySql";

    protected override bool Counts => true;

    protected override string? Programs => Path.Combine(server.Server.ProgramFolder, "bin");
}
