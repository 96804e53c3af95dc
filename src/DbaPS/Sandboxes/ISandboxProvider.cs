using System.ComponentModel;
using DbaPS.Engines;
using DbaPS.Pipeline;

namespace DbaPS.Sandboxes;

[Description("making sandboxes")]
public interface ISandboxProvider : ICapability
{
    /// <summary>Starts a server in the plan's folder: loopback only, own password and certificate, unprivileged user.</summary>
    Task<SandboxServer> StartAsync(SandboxPlan plan, IPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Stops it by its process id, if it still is the sandbox's process. Removing the folder is the caller's.</summary>
    Task StopAsync(SandboxServer server, string folder, CancellationToken cancellationToken);

    /// <summary>True while it runs.</summary>
    bool IsRunning(SandboxServer server, string folder);
}
