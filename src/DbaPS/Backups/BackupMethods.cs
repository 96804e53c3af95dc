namespace DbaPS.Backups;

/// <summary>How a backup holds its database.</summary>
public static class BackupMethods
{
    /// <summary>Rows and statements.</summary>
    public const string Logical = "Logical";

    /// <summary>The engine's own file.</summary>
    public const string Copy = "Copy";

    /// <summary>Files the server wrote and keeps.</summary>
    public const string Server = "Server";
}
