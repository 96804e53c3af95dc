namespace DbaPS.MySql.Drivers;

/// <summary>What not every driver can do.</summary>
public enum MySqlDriverFeature
{
    /// <summary>Checking the server's certificate by our own rules, and showing what is wrong with it.</summary>
    VerifiedTls,

    /// <summary>Showing a client's certificate.</summary>
    ClientCertificates,

    /// <summary>LOAD DATA LOCAL from a stream.</summary>
    BulkLoad,

    /// <summary>MariaDB's login method ed25519.</summary>
    Ed25519,
}
