using DbaPS.Testing;
using DbaPS.Testing.Servers;

// Servers are shared by all test classes and stopped after the last test.
[assembly: AssemblyFixture(typeof(TestServers))]

// At the end it says how many faults there were.
[assembly: AssemblyFixture(typeof(FaultRounds))]
