using DbaPS.Connections;

namespace DbaPS.Secrets;

/// <summary>The vault of the host that runs the work at hand, wherever in the work it is asked for.</summary>
public static class HostVault
{
    private static readonly AsyncLocal<Func<SecretReference, CancellationToken, Task<Secret>>?> Reader = new();

    /// <summary>Reads from the host's vault; null where no host is.</summary>
    internal static Func<SecretReference, CancellationToken, Task<Secret>>? Current => Reader.Value;

    /// <summary>From here to the end of the calling method, and in what it calls, vaults are read so.</summary>
    public static void Use(Func<SecretReference, CancellationToken, Task<Secret>>? reader) => Reader.Value = reader;
}
