using System.Globalization;
using DbaPS.Connections;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Connections;

/// <summary>Where a server listens: host and port, host and instance (SQL Browser tells the port), or a pipe.</summary>
/// <param name="Shown">Host, or <c>host\instance</c>.</param>
/// <param name="Port">Null where an instance's name or a pipe stands for it.</param>
/// <param name="DataSource">In the driver's form.</param>
internal sealed record ServerPlace(string Shown, int? Port, string DataSource)
{
    /// <exception cref="DbaException">A pipe or LocalDB elsewhere than on Windows, or a port that is none.</exception>
    public static ServerPlace Of(ServerAddress address)
    {
        var host = address.Host.Length > 0 ? address.Host : throw ConnectionSettings.Malformed(address, "it names no host.");
        if (address.OtherHosts.Count > 0)
        {
            // sqlcmd's own way to write a port looks like a second host.
            host = address is { Port: null, OtherHosts: [(var text, null)] } && text.All(char.IsAsciiDigit) ? $"{host},{text}" : throw SeveralHosts();
        }
        if (host.StartsWith(@"\\", StringComparison.Ordinal) || host.StartsWith("np:", StringComparison.OrdinalIgnoreCase))
        {
            return Pipe(host);
        }
        if (host.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase))
        {
            return OperatingSystem.IsWindows() ? new ServerPlace(host, null, host) : throw OnWindowsOnly("LocalDB");
        }
        var port = address.Port;
        var comma = host.IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0)
        {
            port ??= int.TryParse(host[(comma + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
                ? number
                : throw ConnectionSettings.Malformed(address, $"'{host[(comma + 1)..]}' is not a port (1 to 65535).");
            host = host[..comma];
        }
        var slash = host.IndexOf('\\', StringComparison.Ordinal);
        var instance = slash >= 0 ? host[(slash + 1)..] : address.Options.GetValueOrDefault("instance");
        host = slash >= 0 ? host[..slash] : host;
        host = host is "." or "(local)" or "" ? "localhost" : host;
        if (port is null && !string.IsNullOrEmpty(instance) && !instance.Equals("MSSQLSERVER", StringComparison.OrdinalIgnoreCase))
        {
            return new ServerPlace($"{host}\\{instance}", null, $"{host}\\{instance}");
        }
        port ??= ConnectionSettings.DefaultPort;
        return new ServerPlace(host, port, string.Create(CultureInfo.InvariantCulture, $"tcp:{host},{port}"));
    }

    /// <summary>True for what no network leads to: a pipe, LocalDB.</summary>
    public static bool IsLocalOnly(string shown) => shown.StartsWith(@"\\", StringComparison.Ordinal) || shown.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase);

    private static ServerPlace Pipe(string host)
    {
        var pipe = host.StartsWith("np:", StringComparison.OrdinalIgnoreCase) ? host[3..] : host;
        return OperatingSystem.IsWindows() ? new ServerPlace(pipe, null, $"np:{pipe}") : throw OnWindowsOnly("A named pipe");
    }

    private static DbaException SeveralHosts() => new(DbaErrors.Declined(
        "An address with several hosts", SqlServerEngine.Name, "its driver connects to one name.", "Name the availability group's listener, with ?multisubnetfailover=true where it has several addresses."));

    private static DbaException OnWindowsOnly(string what) => new(DbaErrors.Declined(
        what, SqlServerEngine.Name, "only Windows has it.", "Turn TCP/IP on at the server and write its host and port: mssql://host:1433/database."));
}
