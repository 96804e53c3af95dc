using System.Net;
using System.Net.Sockets;
using System.Text;
using DbaPS.Errors;
using DbaPS.SqlServer.Connections;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>The first packets, byte by byte, and the service that tells an instance's port.</summary>
public sealed class PreloginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_request_is_what_the_specification_has() => Assert.Equal(
        "00001F0006" + "0100250001" + "0200260001" + "0300270004" + "04002B0001" + "06002C0001" + "FF" + "090000000000" + "01" + "00" + "00000000" + "00" + "01",
        Convert.ToHexString(Prelogin.Request(Prelogin.EncryptAll)));

    [Theory]
    [InlineData("0000100006" + "0100160001" + "0600170001" + "FF" + "100010270000" + "01" + "01", true, true)]
    [InlineData("0000100006" + "0100160001" + "0600170001" + "FF" + "100010270000" + "02" + "00", false, false)]
    [InlineData("00000B0006" + "0100110001" + "FF" + "100010270000" + "83", true, false)]
    public void An_answer_is_read(string hexadecimal, bool hasTls, bool wantsEntra) =>
        Assert.Equal(new Prelogin("16.0.4135", hasTls, wantsEntra), Prelogin.Read(Convert.FromHexString(hexadecimal)));

    [Fact]
    public void What_is_no_answer_is_taken_for_none()
    {
        var random = new Random(8);
        var whole = Convert.FromHexString("0000100006" + "0100160001" + "0600170001" + "FF" + "100010270000" + "01" + "01");
        Assert.All(Enumerable.Range(0, 22), length => Assert.Null(Prelogin.Read(whole.AsSpan(0, length))));
        for (var i = 0; i < 20_000; i++)
        {
            var noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            var read = Prelogin.Read(noise);
            Assert.True(read is null || noise.Contains((byte)0xFF));
        }
    }

    [Fact]
    public async Task A_long_message_travels_in_packets_of_which_the_last_says_so()
    {
        using var sent = new MemoryStream();
        var message = Enumerable.Range(0, 9000).Select(i => (byte)i).ToArray();
        await TdsPackets.WriteAsync(sent, TdsPackets.Response, message, Token);
        var bytes = sent.ToArray();
        Assert.Equal((9000 + (3 * TdsPackets.HeaderLength), (byte)0, (byte)1), (bytes.Length, bytes[1], bytes[(2 * TdsPackets.LongestPacket) + 1]));
        sent.Position = 0;
        Assert.Equal(message, await TdsPackets.ReadAsync(sent, Token));
    }

    [Fact]
    public async Task The_port_of_an_instance_is_asked_for()
    {
        using var browser = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)browser.Client.LocalEndPoint!).Port;
        var finding = InstanceBrowser.FindPortAsync("mssql://db1", "127.0.0.1", "reports", TimeSpan.FromSeconds(10), Token, port);
        var asked = await browser.ReceiveAsync(Token);
        Assert.Equal("\u0004reports\0", Encoding.ASCII.GetString(asked.Buffer));
        var text = "ServerName;DB1;InstanceName;reports;IsClustered;No;Version;16.0.4135.0;np;\\\\DB1\\pipe\\x;tcp;50123;;";
        await browser.SendAsync(new ReadOnlyMemory<byte>([5, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text)]), asked.RemoteEndPoint, Token);
        Assert.Equal(50123, await finding);

        var error = (await Assert.ThrowsAsync<DbaException>(() => InstanceBrowser.FindPortAsync("mssql://db1", "127.0.0.1", "reports", TimeSpan.FromMilliseconds(300), Token, port))).Error;
        Assert.Contains("did not answer", error.Message, StringComparison.Ordinal);
        Assert.Contains("write the port", error.RecommendedAction, StringComparison.Ordinal);
    }
}
