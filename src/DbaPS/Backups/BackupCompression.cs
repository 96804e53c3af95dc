namespace DbaPS.Backups;

/// <summary>How the files of a backup are compressed.</summary>
public enum BackupCompression
{
    /// <summary>Brotli, quality 1: part of .NET, so readable wherever DbaPS runs.</summary>
    Brotli,

    /// <summary>Standard zstd frames through the system's libzstd: fastest, where it is installed.</summary>
    Zstd,

    /// <summary>Gzip: readable by everything.</summary>
    Gzip,

    /// <summary>As it is.</summary>
    None,
}
