using DbaPS.Testing.Servers;

// Servers are shared by all test classes and stopped after the last test.
[assembly: AssemblyFixture(typeof(TestServers))]
