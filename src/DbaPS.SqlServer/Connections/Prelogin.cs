using System.Buffers.Binary;
using System.Globalization;

namespace DbaPS.SqlServer.Connections;

/// <summary>
/// A server's first message, in which encryption and login are settled: https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/60f56408-0188-4cd5-8b90-25c6f2423868.
/// </summary>
/// <param name="Version">The server's own, e.g. <c>16.0.4135</c>.</param>
/// <param name="HasTls">False where the server can't encrypt.</param>
/// <param name="WantsEntra">True where it takes no Windows login, and Entra ID stands in for it.</param>
internal sealed record Prelogin(string Version, bool HasTls, bool WantsEntra)
{
    private const byte VersionOption = 0;
    private const byte EncryptionOption = 1;
    private const byte InstanceOption = 2;
    private const byte ThreadOption = 3;
    private const byte MarsOption = 4;
    private const byte EntraOption = 6;
    private const byte Terminator = 0xFF;

    /// <summary>Only the login is encrypted.</summary>
    public const byte EncryptLogin = 0;

    /// <summary>Everything is.</summary>
    public const byte EncryptAll = 1;

    /// <summary>Nothing is: the server can't, or TLS is there already.</summary>
    public const byte EncryptNothing = 2;

    private const byte EncryptionMask = 0x3F;
    private const int EntryLength = 5;

    /// <summary>What the client says. The version is that of a client since which nothing here has changed; servers only write it down.</summary>
    public static byte[] Request(byte encryption)
    {
        (byte Option, byte[] Value)[] options =
        [
            (VersionOption, [9, 0, 0, 0, 0, 0]),
            (EncryptionOption, [encryption]),
            (InstanceOption, [0]),
            (ThreadOption, [0, 0, 0, 0]),
            (MarsOption, [0]),
            (EntraOption, [1]),
        ];
        var place = (options.Length * EntryLength) + 1;
        var message = new List<byte>();
        foreach (var (option, value) in options)
        {
            message.AddRange([option, (byte)(place >> 8), (byte)place, 0, (byte)value.Length]);
            place += value.Length;
        }
        return [.. message, Terminator, .. options.SelectMany(o => o.Value)];
    }

    /// <summary>Null when a message is none.</summary>
    public static Prelogin? Read(ReadOnlySpan<byte> message)
    {
        var (version, encryption, entra) = ((string?)null, EncryptNothing, false);
        for (var at = 0; at < message.Length; at += EntryLength)
        {
            if (message[at] == Terminator)
            {
                return version is null ? null : new(version, encryption != EncryptNothing, entra);
            }
            if (at + EntryLength > message.Length)
            {
                return null;
            }
            int place = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 1)..]), length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 3)..]);
            if (place + length > message.Length)
            {
                return null;
            }
            var value = message.Slice(place, length);
            switch (message[at])
            {
                case VersionOption when length >= 4:
                    version = string.Create(CultureInfo.InvariantCulture, $"{value[0]}.{value[1]}.{BinaryPrimitives.ReadUInt16BigEndian(value[2..])}");
                    break;
                case EncryptionOption when length >= 1:
                    encryption = (byte)(value[0] & EncryptionMask);
                    break;
                case EntraOption when length >= 1:
                    entra = value[0] == 1;
                    break;
            }
        }
        return null;
    }
}
