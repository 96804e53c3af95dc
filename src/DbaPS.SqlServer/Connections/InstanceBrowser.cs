using System.Globalization;
using System.Net.Sockets;
using System.Text;
using DbaPS.Errors;

namespace DbaPS.SqlServer.Connections;

/// <summary>Asks the service SQL Server Browser at which port a named instance listens: https://learn.microsoft.com/openspecs/windows_protocols/mc-sqlr/1ea6e25f-bff9-4364-ba21-5dc449a601b7.</summary>
internal static class InstanceBrowser
{
    public const int UsualPort = 1434;

    private const byte AskForInstance = 4;
    private const byte Answer = 5;
    private const int AnswerHead = 3;

    /// <param name="server">The address as it is shown, for messages.</param>
    /// <exception cref="DbaException">The service does not answer, or the instance does not listen on TCP.</exception>
    public static async Task<int> FindPortAsync(string server, string host, string instance, TimeSpan patience, CancellationToken cancellationToken, int port = UsualPort)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience > TimeSpan.Zero ? patience : Timeout.InfiniteTimeSpan);
        try
        {
            using var browser = new UdpClient(host, port);
            await browser.SendAsync(new ReadOnlyMemory<byte>([AskForInstance, .. Encoding.UTF8.GetBytes(instance), 0]), limit.Token);
            var heard = await browser.ReceiveAsync(limit.Token);
            return Read(heard.Buffer) ?? throw new DbaException(Unknown(server, instance, $"its instance '{instance}' does not listen on TCP.", null));
        }
        catch (OperationCanceledException silence) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DbaException(Unknown(server, instance, NoAnswer(port, instance), silence));
        }
        catch (SocketException refused)
        {
            throw new DbaException(Unknown(server, instance, refused.SocketErrorCode == SocketError.HostNotFound ? $"no machine is called '{host}'." : NoAnswer(port, instance), refused));
        }
    }

    /// <summary>The answer is a list of names and values, all with semicolons between.</summary>
    private static int? Read(byte[] answer)
    {
        if (answer.Length < AnswerHead || answer[0] != Answer)
        {
            return null;
        }
        var words = Encoding.UTF8.GetString(answer, AnswerHead, answer.Length - AnswerHead).Split(';');
        var tcp = Array.FindIndex(words, w => w.Equals("tcp", StringComparison.OrdinalIgnoreCase));
        return tcp >= 0 && tcp + 1 < words.Length && int.TryParse(words[tcp + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;
    }

    private static string NoAnswer(int port, string instance) =>
        string.Create(CultureInfo.InvariantCulture, $"SQL Server Browser, which tells the port of the instance '{instance}', did not answer at UDP port {port}.");

    private static DbaError Unknown(string server, string instance, string why, Exception? cause) => DbaErrors.ServerUnreachable(server, why, cause) with
    {
        RecommendedAction = $"Start the service SQL Server Browser and let UDP port 1434 through, or write the port of '{instance}' into the address: mssql://host:port/database.",
    };
}
