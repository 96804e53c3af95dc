namespace DbaPS.Backups.Codecs;

/// <summary>Compresses and decompresses the files of a backup. Stateless; safe for several threads.</summary>
public interface IBackupCodec
{
    /// <summary>The name in the manifest.</summary>
    string Name { get; }

    /// <summary>What a file's name ends with, with its point; empty for none.</summary>
    string Extension { get; }

    /// <summary>A stream that writes compressed to <paramref name="target"/>, which stays open when the stream is disposed of.</summary>
    Stream Compress(Stream target);

    /// <summary>A stream that reads decompressed from <paramref name="source"/>, which stays open.</summary>
    Stream Decompress(Stream source);
}
