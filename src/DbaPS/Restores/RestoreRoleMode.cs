namespace DbaPS.Restores;

/// <summary>What becomes of roles the backup names and the target server has not.</summary>
public enum RestoreRoleMode
{
    /// <summary>They are made as the backup describes them; without a password hash in the backup they can't log in by password.</summary>
    Create,

    /// <summary>They are replaced as -RoleMap says; a role that is neither there nor mapped stops the restore before it begins.</summary>
    Map,

    /// <summary>All of them must be there; a missing one stops the restore before it begins.</summary>
    Require,
}
