using System.Buffers.Binary;
using System.Text;

namespace DbaPS.SqlServer.Connections;

/// <summary>
/// Messages of the Tabular Data Stream and the packets they travel in: https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/7af53667-1b72-4703-8258-7984e838f746.
/// </summary>
internal static class TdsPackets
{
    public const int HeaderLength = 8;

    /// <summary>A message of the client's before its login; also a piece of a TLS handshake, either way.</summary>
    public const byte Prelogin = 0x12;

    /// <summary>What a server answers.</summary>
    public const byte Response = 0x04;

    /// <summary>What a packet may hold before a login has said otherwise.</summary>
    public const int LongestPacket = 4096;

    private const byte EndOfMessage = 0x01;
    private const byte ErrorToken = 0xAA;
    private const int LongestMessage = 64 * 1024;

    /// <summary>A message in as many packets as it takes.</summary>
    public static async Task WriteAsync(Stream connection, byte type, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        const int Room = LongestPacket - HeaderLength;
        do
        {
            var body = message[..Math.Min(message.Length, Room)];
            message = message[body.Length..];
            var packet = new byte[HeaderLength + body.Length];
            packet[0] = type;
            packet[1] = message.IsEmpty ? EndOfMessage : (byte)0;
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
            body.CopyTo(packet.AsMemory(HeaderLength));
            await connection.WriteAsync(packet, cancellationToken);
        }
        while (!message.IsEmpty);
    }

    /// <summary>A server's message; null when what comes is none.</summary>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public static async Task<byte[]?> ReadAsync(Stream connection, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var header = new byte[HeaderLength];
        do
        {
            await connection.ReadExactlyAsync(header, cancellationToken);
            var length = BodyLength(header);
            if (header[0] != Response || length < 0 || message.Length + length > LongestMessage)
            {
                return null;
            }
            var body = new byte[length];
            await connection.ReadExactlyAsync(body, cancellationToken);
            message.Write(body);
        }
        while ((header[1] & EndOfMessage) == 0);
        return message.ToArray();
    }

    /// <summary>How many bytes follow a packet's header; negative when it is none.</summary>
    public static int BodyLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[2..]) - HeaderLength;

    /// <summary>The error that an answer begins with; null when it does not.</summary>
    public static SqlServerFailure? Refusal(ReadOnlySpan<byte> message)
    {
        // Token (1), length (2), number (4), state (1), class (1), then the text with its length in characters (2).
        const int Text = 11;
        if (message.Length < Text || message[0] != ErrorToken)
        {
            return null;
        }
        var number = BinaryPrimitives.ReadInt32LittleEndian(message[3..]);
        var bytes = Math.Min(2 * BinaryPrimitives.ReadUInt16LittleEndian(message[9..]), message.Length - Text);
        return new SqlServerFailure(number, message[8], Encoding.Unicode.GetString(message.Slice(Text, bytes)), 0, null, [number]);
    }
}
