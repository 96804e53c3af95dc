using System.IO.Compression;

namespace DbaPS.Backups.Codecs;

internal sealed class BrotliCodec : IBackupCodec
{
    public const string CodecName = "brotli";

    public static BrotliCodec Instance { get; } = new();

    public string Name => CodecName;

    public string Extension => ".br";

    // Fastest is quality 1: a quality higher costs a third of the speed for a few per cent of size.
    public Stream Compress(Stream target) => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true);

    public Stream Decompress(Stream source) => new BrotliStream(source, CompressionMode.Decompress, leaveOpen: true);
}
