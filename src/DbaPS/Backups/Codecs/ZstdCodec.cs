namespace DbaPS.Backups.Codecs;

/// <summary>Standard zstd frames with a checksum, level 1, through the system's libzstd.</summary>
internal sealed class ZstdCodec(ZstdLibrary library) : IBackupCodec
{
    public const string CodecName = "zstd";

    public string Name => CodecName;

    public string Extension => ".zst";

    public Stream Compress(Stream target) => new ZstdWriteStream(library, target);

    public Stream Decompress(Stream source) => new ZstdReadStream(library, source);
}
