using System.Buffers.Binary;
using System.Text;

namespace DbaPS.MySql.Connections;

/// <summary>The first packet of a server, HandshakeV10.</summary>
/// <param name="Method">The login method it would begin with; empty where it names none.</param>
internal sealed record ServerGreeting(bool IsMariaDb, bool HasTls, string Method)
{
    /// <summary>The capability CLIENT_SSL.</summary>
    public const uint Tls = 0x0800;

    private const byte ProtocolVersion = 10;

    /// <summary>Null when a packet is none.</summary>
    public static ServerGreeting? Read(ReadOnlySpan<byte> packet)
    {
        var end = packet[0] == ProtocolVersion ? packet.IndexOf((byte)0) : -1;
        // Behind the version: the connection's id (4), the scramble's beginning (8), a zero.
        var capabilities = end + 1 + 4 + 8 + 1;
        if (end < 0 || packet.Length < capabilities + 2)
        {
            return null;
        }
        // Behind the capabilities' lower half (2): character set (1), status (2), upper half (2), the scramble's length (1), filler (10), its rest.
        var length = capabilities + 7;
        var method = packet.Length > length ? packet[Math.Min(packet.Length, length + 1 + 10 + Math.Max(13, packet[length] - 8))..] : [];
        return new(
            Encoding.ASCII.GetString(packet[1..end]).Contains("MariaDB", StringComparison.OrdinalIgnoreCase),
            (BinaryPrimitives.ReadUInt16LittleEndian(packet[capabilities..]) & Tls) != 0,
            Encoding.ASCII.GetString(method).TrimEnd('\0'));
    }
}
