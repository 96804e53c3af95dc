using System.Buffers.Binary;
using System.Text;
using DbaPS.MySql.Drivers;

namespace DbaPS.MySql.Connections;

/// <summary>
/// Packets of the client/server protocol's connection phase, which MySQL and MariaDB share:
/// https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL_CONNECTION_PHASE.html.
/// </summary>
internal static class HandshakePackets
{
    /// <summary>CLIENT_PROTOCOL_41, CLIENT_SECURE_CONNECTION and CLIENT_PLUGIN_AUTH, which every served version knows.</summary>
    private const uint Spoken = 0x0200 | 0x8000 | 0x0008_0000;

    private const byte Error = 0xFF;
    private const byte Utf8 = 45;
    private const int HeaderLength = 4;
    private const int LongestPacket = 64 * 1024;
    private const int StateLength = 6;

    /// <summary>The body of the next packet; null when what comes is none.</summary>
    public static async Task<byte[]?> ReadAsync(Stream connection, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        await connection.ReadExactlyAsync(header, cancellationToken);
        var length = header[0] | (header[1] << 8) | (header[2] << 16);
        if (length is 0 or > LongestPacket)
        {
            return null;
        }
        var body = new byte[length];
        await connection.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    public static async Task WriteAsync(Stream connection, byte sequence, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var packet = new byte[HeaderLength + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(packet, body.Length);
        packet[HeaderLength - 1] = sequence;
        body.CopyTo(packet.AsMemory(HeaderLength));
        await connection.WriteAsync(packet, cancellationToken);
    }

    /// <summary>The error a packet carries; null when it is another packet.</summary>
    public static MySqlFailure? Refusal(ReadOnlySpan<byte> body)
    {
        if (body.Length < 3 || body[0] != Error)
        {
            return null;
        }
        var text = Encoding.UTF8.GetString(body[3..]);
        // Before the login the server may leave the SQLSTATE out.
        var hasState = text.Length >= StateLength && text[0] == '#';
        return new MySqlFailure(BinaryPrimitives.ReadUInt16LittleEndian(body[1..]), hasState ? text[1..StateLength] : null, hasState ? text[StateLength..] : text);
    }

    /// <summary>The request for TLS: a login's first 32 bytes.</summary>
    public static byte[] TlsRequest() => LoginHead(isEncrypted: true);

    /// <summary>A login without a password, by a method that no account has: the server then names the account's own.</summary>
    public static byte[] Login(string user, bool isEncrypted) => [.. LoginHead(isEncrypted), .. Encoding.UTF8.GetBytes($"{user}\0\0dbaps_asks\0")];

    private static byte[] LoginHead(bool isEncrypted)
    {
        var head = new byte[32];
        BinaryPrimitives.WriteUInt32LittleEndian(head, isEncrypted ? Spoken | ServerGreeting.Tls : Spoken);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), LongestPacket);
        head[8] = Utf8;
        return head;
    }
}
