using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DbaPS.Testing.Servers;

namespace DbaPS.Engines.Tests.SqlServer;

/// <summary>
/// What SQL Server says up to the login, at a port of this machine: PRELOGIN, TLS in its packets or before them, and a refusal of every
/// login. It is no server: it holds the engine's side of the protocol against the specification, and the real driver talks to it too.
/// </summary>
internal sealed class TdsResponder : IAsyncDisposable
{
    private const byte PreloginType = 0x12;
    private const byte ResponseType = 0x04;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _served = [];
    private readonly Task _serving;
    private readonly X509Certificate2? _certificate;
    private int _logins;

    /// <param name="certificate">Null for a server that can't encrypt.</param>
    public TdsResponder(IssuedCertificate? certificate)
    {
        _certificate = certificate is null ? null : X509Certificate2.CreateFromPem(certificate.CertificatePem, certificate.KeyPem);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>TLS comes first, as TDS 8 has it.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Entra ID stands in for Windows logins.</summary>
    public bool WantsEntra { get; init; }

    /// <summary>What is said instead of everything else; empty for closing at once.</summary>
    public byte[]? Instead { get; init; }

    /// <summary>Closes when the handshake has begun.</summary>
    public bool ClosesInHandshake { get; init; }

    /// <summary>How many logins were sent.</summary>
    public int Logins => _logins;

    /// <summary>The protocols that were announced by TLS.</summary>
    public ConcurrentBag<string> Announced { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        await Task.WhenAll(_served);
        _certificate?.Dispose();
        _listener.Dispose();
        _stop.Dispose();
    }

    /// <summary>An answer with an error, as a server has it that refuses a connection or a login.</summary>
    public static byte[] Error(int number, string text)
    {
        var body = new List<byte> { 0xAA, 0, 0 };
        body.AddRange(BitConverter.GetBytes(number));
        body.AddRange([1, 14, .. BitConverter.GetBytes((ushort)text.Length), .. Encoding.Unicode.GetBytes(text), 0, 0, 1, 0, 0, 0]);
        var length = (ushort)(body.Count - 3);
        (body[1], body[2]) = ((byte)length, (byte)(length >> 8));
        byte[] done = [0xFD, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        return Packet(ResponseType, [.. body, .. done]);
    }

    private static byte[] Packet(byte type, ReadOnlySpan<byte> body)
    {
        byte[] packet = [type, 1, 0, 0, 0, 0, 1, 0, .. body];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        return packet;
    }

    private static async Task<(byte Type, byte[] Body)> ReadAsync(Stream stream, CancellationToken token)
    {
        var body = new List<byte>();
        var header = new byte[8];
        do
        {
            await stream.ReadExactlyAsync(header, token);
            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - header.Length];
            await stream.ReadExactlyAsync(part, token);
            body.AddRange(part);
        }
        while ((header[1] & 1) == 0);
        return (header[0], [.. body]);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await SpeakAsync(client.GetStream());
            }
            catch (Exception left) when (left is IOException or OperationCanceledException or AuthenticationException)
            {
                // The client looked and left, or the test is over.
            }
        }
    }

    private async Task SpeakAsync(NetworkStream stream)
    {
        if (Instead is not null)
        {
            await stream.WriteAsync(Instead, _stop.Token);
            // What was sent must be read before it closes, or the last words are lost.
            await stream.ReadAtLeastAsync(new byte[512], 1, throwOnEndOfStream: false, _stop.Token);
            return;
        }
        if (IsStrict)
        {
            await using var first = new SslStream(stream);
            await SecureAsync(first, SslProtocols.Tls13);
            await AnswerPreloginAsync(first);
            await RefuseLoginAsync(first, first);
            return;
        }
        var onlyLogin = await AnswerPreloginAsync(stream);
        if (_certificate is null)
        {
            await RefuseLoginAsync(stream, stream);
            return;
        }
        if (ClosesInHandshake)
        {
            await ReadAsync(stream, _stop.Token);
            return;
        }
        var wrapped = new WrappedStream(stream);
        await using var tls = new SslStream(wrapped, leaveInnerStreamOpen: true);
        await SecureAsync(tls, SslProtocols.Tls12);
        wrapped.IsBare = true;
        await RefuseLoginAsync(tls, onlyLogin ? stream : tls);
    }

    private async Task SecureAsync(SslStream tls, SslProtocols protocols)
    {
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate, EnabledSslProtocols = protocols, ApplicationProtocols = IsStrict ? [new SslApplicationProtocol("tds/8.0")] : null }, _stop.Token);
        Announced.Add(tls.NegotiatedApplicationProtocol.ToString());
    }

    /// <returns>True where the client wants its login encrypted and nothing else.</returns>
    private async Task<bool> AnswerPreloginAsync(Stream stream)
    {
        var (type, asked) = await ReadAsync(stream, _stop.Token);
        Assert.Equal(PreloginType, type);
        // The version must come first; then each option has a token, a place and a length, until 0xFF.
        Assert.Equal(0, asked[0]);
        var options = new Dictionary<byte, byte[]>();
        for (var at = 0; asked[at] != 0xFF; at += 5)
        {
            var place = BinaryPrimitives.ReadUInt16BigEndian(asked.AsSpan(at + 1));
            options[asked[at]] = asked[place..(place + BinaryPrimitives.ReadUInt16BigEndian(asked.AsSpan(at + 3)))];
        }
        Assert.Equal(6, options[0].Length);
        var encryption = _certificate is null ? (byte)2 : options[1][0];
        byte[] answer =
        [
            0, 0, 16, 0, 6,
            1, 0, 22, 0, 1,
            6, 0, 23, 0, 1,
            0xFF,
            16, 0, 16, 39, 0, 0,
            encryption,
            WantsEntra ? (byte)1 : (byte)0,
        ];
        await stream.WriteAsync(Packet(ResponseType, answer), _stop.Token);
        return encryption == 0;
    }

    private async Task RefuseLoginAsync(Stream from, Stream to)
    {
        await ReadAsync(from, _stop.Token);
        Interlocked.Increment(ref _logins);
        await to.WriteAsync(Error(18456, "Login failed for user 'sa'."), _stop.Token);
        await from.ReadAtLeastAsync(new byte[512], 1, throwOnEndOfStream: false, _stop.Token);
    }

    /// <summary>The server's end of a handshake in packets.</summary>
    private sealed class WrappedStream(Stream stream) : Stream
    {
        private readonly Queue<byte> _read = new();

        /// <summary>The handshake is over.</summary>
        public bool IsBare { get; set; }

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read.Count == 0 && IsBare)
            {
                return await stream.ReadAsync(buffer, cancellationToken);
            }
            if (_read.Count == 0)
            {
                var (type, body) = await TdsResponder.ReadAsync(stream, cancellationToken);
                Assert.Equal(PreloginType, type);
                Array.ForEach(body, _read.Enqueue);
            }
            var count = Math.Min(buffer.Length, _read.Count);
            for (var i = 0; i < count; i++)
            {
                buffer.Span[i] = _read.Dequeue();
            }
            return count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await stream.WriteAsync(IsBare ? buffer : Packet(PreloginType, buffer.Span), cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
