using DbaPS.Engines;

namespace DbaPS.SqlServer;

/// <summary>What a server is, and what follows from it: editions and versions differ in what they have.</summary>
/// <param name="Version">The product's; 12 on Azure, whatever it has.</param>
/// <param name="EngineEdition">SERVERPROPERTY('EngineEdition'): https://learn.microsoft.com/sql/t-sql/functions/serverproperty-transact-sql</param>
internal sealed record SqlServerPlatform(ServerVersion Version, int EngineEdition)
{
    public const int OldestMajor = 14;

    public const int NewestMajor = 17;

    private const int Standard = 2;
    private const int Enterprise = 3;
    private const int Express = 4;
    private const int AzureDatabase = 5;
    private const int ManagedInstance = 8;

    /// <summary>Azure SQL Database: one database, backed up and patched by the service.</summary>
    public bool IsAzureDatabase => EngineEdition == AzureDatabase;

    public bool IsManagedInstance => EngineEdition == ManagedInstance;

    /// <summary>Azure's engine is always the newest.</summary>
    public bool IsAzure => IsAzureDatabase || IsManagedInstance;

    /// <summary>Enterprise, Developer, Evaluation and Azure build indexes while others write.</summary>
    public bool BuildsOnline => EngineEdition == Enterprise || IsAzure;

    /// <summary>CREATE INDEX … RESUMABLE: https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql</summary>
    public bool BuildsResumably => BuildsOnline && (IsAzure || Version.Major >= 15);

    /// <summary>CREATE INDEX … ONLINE = ON (WAIT_AT_LOW_PRIORITY …), from 2022.</summary>
    public bool WaitsAtLowPriority => BuildsOnline && (IsAzure || Version.Major >= 16);

    /// <summary>Express and Web can't compress backups: https://learn.microsoft.com/sql/relational-databases/backup-restore/backup-compression-sql-server</summary>
    public bool CompressesBackups => EngineEdition is Standard or Enterprise || IsManagedInstance;

    /// <summary>BACKUP … WITH COMPRESSION (ALGORITHM = ZSTD), from 2025.</summary>
    public bool HasZstd => !IsAzure && Version.Major >= 17 && CompressesBackups;

    /// <summary>VIEW SERVER PERFORMANCE STATE and its relatives, from 2022.</summary>
    public bool HasPerformanceState => IsAzure || Version.Major >= 16;

    /// <summary>The right to see counters and sessions: split off in 2022, and of one database on Azure SQL Database, which has no rights of the server.</summary>
    public string PerformanceRight => IsAzureDatabase ? "VIEW DATABASE PERFORMANCE STATE" : HasPerformanceState ? "VIEW SERVER PERFORMANCE STATE" : "VIEW SERVER STATE";

    /// <summary>Null for a version DbaPS knows, a warning for a newer one.</summary>
    /// <exception cref="Errors.DbaException">It is too old.</exception>
    public string? Judge(string server)
    {
        if (!IsAzure && Version.Major < OldestMajor)
        {
            throw new Errors.DbaException(Errors.DbaErrors.VersionUnsupported(server, $"SQL Server {Version.Text}", "SQL Server 2017 (14) to 2025 (17), Azure SQL Database and Managed Instance"));
        }
        return IsAzure || Version.Major <= NewestMajor ? null : $"{server} runs SQL Server {Version.Text}; DbaPS knows up to 2025 (17) and treats it as that.";
    }

    /// <summary>For messages: the edition by its number.</summary>
    public string EditionName => EngineEdition switch
    {
        Express => "Express",
        Standard => "Standard",
        Enterprise => "Enterprise",
        AzureDatabase => "Azure SQL Database",
        ManagedInstance => "Managed Instance",
        _ => "this edition",
    };
}
