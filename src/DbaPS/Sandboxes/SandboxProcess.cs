using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DbaPS.Sandboxes;

/// <summary>What every sandbox's server needs of the system.</summary>
public static class SandboxProcess
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    /// <summary>A TCP port of loopback that nobody listens at now; by the time a server does, another may have taken it.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends a process at once, and waits until its port and files are free. Does nothing where it has ended already.</summary>
    public static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            process.WaitForExit(LongestEnd);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended meanwhile.
        }
    }
}
