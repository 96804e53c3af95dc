using DbaPS.Backups;

namespace DbaPS.Restores;

/// <summary>One backup to be restored under one name: the request, resolved.</summary>
/// <param name="Backup">The open backup; every file is verified before its bytes are used.</param>
/// <param name="Target">The final name: a database, or a file's full path for an embedded engine.</param>
public sealed record RestoreJob(BackupReader Backup, string Target)
{
    /// <summary>Unique; part of the temporary name.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>True where an existing target may be replaced.</summary>
    public bool Force { get; init; }

    public RestoreRoleMode Roles { get; init; } = RestoreRoleMode.Require;

    /// <summary>Roles of the backup to roles of the target.</summary>
    public IReadOnlyDictionary<string, string> RoleMap { get; init; } = new Dictionary<string, string>();

    /// <summary>True where roles are made without login and password: for a sandbox.</summary>
    public bool RolesWithoutLogin { get; init; }

    /// <summary>The folder in which the server finds its files; null for where it wrote them.</summary>
    public string? ServerPath { get; init; }

    /// <summary>True where everything goes to the target's default tablespace.</summary>
    public bool NoTablespaces { get; init; }

    /// <summary>The locale of a database whose own the target has not; null to stop there.</summary>
    public string? Locale { get; init; }

    /// <summary>True where what interrupted restores left on the target is removed first.</summary>
    public bool RemoveLeftovers { get; init; }

    /// <summary>True where a proof follows, which names each row that is missing or otherwise: none of them stops the restore.</summary>
    public bool ProvedAfterwards { get; init; }

    /// <summary>Only tables that match one of these (<c>table</c> or <c>schema.table</c>, wildcards allowed), with what they need; none for all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Only these schemas, with what they need; none for all.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>Connections at work at once; at least 1.</summary>
    public int Jobs { get; init; } = 1;
}
