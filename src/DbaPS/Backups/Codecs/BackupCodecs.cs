using DbaPS.Errors;

namespace DbaPS.Backups.Codecs;

/// <summary>The codecs by name.</summary>
public static class BackupCodecs
{
    /// <summary>The codec for new files.</summary>
    /// <exception cref="DbaException">Zstd where no libzstd is installed.</exception>
    public static IBackupCodec For(BackupCompression compression) => compression switch
    {
        BackupCompression.Brotli => BrotliCodec.Instance,
        BackupCompression.Zstd => Get(ZstdCodec.CodecName),
        BackupCompression.Gzip => GzipCodec.Instance,
        BackupCompression.None => PlainCodec.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(compression)),
    };

    /// <summary>The codec of that name in a manifest.</summary>
    /// <exception cref="DbaException">An unknown name, or zstd where no libzstd is installed.</exception>
    public static IBackupCodec Get(string name) => name switch
    {
        BrotliCodec.CodecName => BrotliCodec.Instance,
        GzipCodec.CodecName => GzipCodec.Instance,
        PlainCodec.CodecName => PlainCodec.Instance,
        ZstdCodec.CodecName => ZstdLibrary.TryLoad() is { } library ? new ZstdCodec(library) : throw new DbaException(DbaErrors.ZstdMissing()),
        _ => throw new DbaException(DbaErrors.BackupCodecUnknown(name)),
    };
}
