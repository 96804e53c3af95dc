namespace DbaPS.Testing.Servers;

/// <summary>A server that can't be started here. Without one, what stands for it in tests is a contract: the support matrix says so.</summary>
public interface IUnseenServer : ITestServer;
