using System.IO.Compression;

namespace DbaPS.Backups.Codecs;

internal sealed class GzipCodec : IBackupCodec
{
    public const string CodecName = "gzip";

    public static GzipCodec Instance { get; } = new();

    public string Name => CodecName;

    public string Extension => ".gz";

    public Stream Compress(Stream target) => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);

    public Stream Decompress(Stream source) => new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
}
