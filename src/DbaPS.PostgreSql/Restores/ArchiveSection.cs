namespace DbaPS.PostgreSql.Restores;

/// <summary>Where in a restore an archive's entry belongs; the numbers are those of the archive's format.</summary>
public enum ArchiveSection
{
    /// <summary>Session settings and other entries outside the order.</summary>
    None = 1,
    PreData = 2,
    Data = 3,
    PostData = 4,
}
