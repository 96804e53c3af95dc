using DbaPS.Testing;
using DbaPS.Testing.Servers;

// Servers are stopped after the last test, and at the end it says how many faults there were.
[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(FaultRounds))]
