using DbaPS.Testing;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.Tours;

/// <summary>The fixture is there for its programs, and to skip the test without them; the tour starts its own.</summary>
[Covers("Start-DbaTour", On = [typeof(MariaDb1011)])]
public sealed class MariaDb1011Tour(MariaDb1011 server) : TourSpec, IClassFixture<MariaDb1011>
{
    protected override string Engine => "MariaDb";

    protected override bool Counts => false;

    protected override string? Programs => Path.Combine(server.Server.ProgramFolder, "bin");
}
